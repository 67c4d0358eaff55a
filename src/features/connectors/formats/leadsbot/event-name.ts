/**
 * The event names of LeadsBot know lead creation, status changes, replies and workflow activity. What they have no
 * name for keeps its own.
 */
const NAMES: Readonly<Record<string, string>> = {
  'lead.submitted': 'lead.created',
  'lead.verified': 'lead.status_changed',
  'lead.distributed': 'lead.status_changed',
  'lead.call_requested': 'workflow.activity',
};

/** News from a CRM, by what the CRM says happened (`data.event_type` of `lead.crm_updated`). */
const CRM_NAMES: Readonly<Record<string, string>> = {
  created: 'lead.created',
  status_changed: 'lead.status_changed',
  stage_changed: 'lead.status_changed',
  reply: 'lead.replied',
  replied: 'lead.replied',
  message_received: 'lead.replied',
};

/** The LeadsBot name of an event. */
export function leadsbotEventName(type: string, data: Readonly<Record<string, unknown>>): string {
  if (type !== 'lead.crm_updated') return lookUp(NAMES, type) ?? type;
  return lookUp(CRM_NAMES, String(data['event_type'])) ?? 'workflow.activity';
}

function lookUp(names: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(names, key) ? names[key] : undefined;
}
