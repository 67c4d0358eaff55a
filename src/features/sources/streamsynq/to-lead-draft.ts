import { type Consent, type LeadInquiry, type LeadProfile, readAddress } from '../../../core/leads';
import { type LeadDraft } from '../lead-draft';
import { type StreamsynqDoor } from './persistence/streamsynq-doors.repository';

/** A lead in the words of the Streamsynq document, checked; `customFields` are all others. */
export interface StreamsynqLead extends Omit<LeadInquiry, 'message'> {
  source: string;
  source_lead_id?: string;
  name?: string;
  email?: string;
  phone?: string;
  inquiry_message?: string;
  consent: Consent | null;
  customFields: Readonly<Record<string, unknown>>;
}

/** A lead as this door hands it over: it asks for a call, and consent counts where the account says so. */
export function toLeadDraft(
  lead: StreamsynqLead,
  { accountId, isConsentRequired }: StreamsynqDoor,
): LeadDraft {
  return {
    accountId,
    door: 'streamsynq',
    source: lead.source,
    phone: lead.phone ?? null,
    email: lead.email?.toLowerCase() ?? null,
    // Who wants leads of a state wants the property to be there.
    state: readAddress({ address: lead.property_address })?.state ?? null,
    profile: profileOf(lead),
    consent: lead.consent,
    customFields: lead.customFields,
    // Systems that know no id send an empty one: it must not make one lead of all of them.
    sourceLeadId: given(lead.source_lead_id) ?? null,
    reservedBuyerId: null,
    isConsentRequired,
    isCallWanted: true,
  };
}

function profileOf(lead: StreamsynqLead): LeadProfile {
  const inquiry: LeadInquiry = onlyGiven({
    message: given(lead.inquiry_message),
    property_address: given(lead.property_address),
    property_mls_number: given(lead.property_mls_number),
    property_price: lead.property_price,
    buyer_or_seller: lead.buyer_or_seller,
    timeline: given(lead.timeline),
  });
  return onlyGiven({
    name: given(lead.name),
    inquiry: Object.keys(inquiry).length > 0 ? inquiry : undefined,
  });
}

function given(text: string | undefined): string | undefined {
  return text?.trim() ? text : undefined;
}

function onlyGiven<T extends object>(fields: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof T]?: Exclude<T[Name], undefined> };
}
