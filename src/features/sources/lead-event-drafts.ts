import { type EventDraft } from '../bus';
import { type Lead, leadFields } from '../leads';

/** The events of a lead that was accepted: that it is there, and that it may be called. */
export function leadEventDrafts(lead: Lead, isCallWanted: boolean): EventDraft[] {
  const data = { lead_id: lead.id, ...leadFields(lead), timestamp: lead.createdAt.toISOString() };
  const draft = (type: string): EventDraft => ({ accountId: lead.accountId, buyerId: null, type, data });
  const isCalled = isCallWanted && lead.ineligibleReason === null;
  return [draft('lead.submitted'), ...(isCalled ? [draft('lead.call_requested')] : [])];
}
