import { type Lead } from '../leads';

/** A lead as a door hands it over: read, checked and normalised, but not yet known to anybody. */
export interface LeadDraft extends Pick<
  Lead,
  | 'accountId'
  | 'door'
  | 'source'
  | 'phone'
  | 'email'
  | 'state'
  | 'profile'
  | 'consent'
  | 'customFields'
  | 'sourceLeadId'
  | 'reservedBuyerId'
> {
  /** Whether this door holds a lead back that brings no evidence of consent. */
  isConsentRequired: boolean;
  /** Whether a lead that may be contacted also publishes `lead.call_requested`. */
  isCallWanted: boolean;
}

/** What became of a draft. A duplicate stores nothing and publishes nothing. */
export interface Intake {
  kind: 'accepted' | 'duplicate';
  /** The new lead, or the one that was there. */
  lead: Lead;
}
