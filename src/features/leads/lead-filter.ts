import { type LeadStage } from './lead-stage';

/** Selects leads; every condition given must hold. */
export interface LeadFilter {
  source?: string | undefined;
  state?: string | undefined;
  /** E.164. */
  phone?: string | undefined;
  /** In lower case. */
  email?: string | undefined;
  crmLeadId?: string | undefined;
  buyerId?: string | undefined;
  isEligible?: boolean | undefined;
  stage?: LeadStage | undefined;
  /** Came in at this moment or later. */
  createdFrom?: Date | undefined;
  /** Came in before this moment. */
  createdBefore?: Date | undefined;
}
