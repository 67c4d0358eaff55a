/** The lead every format has to carry: its name has what each of them needs to write in its own way. */
export const LEAD = {
  lead_id: 'lead_zoe',
  first_name: 'Zoë',
  last_name: 'O\'Neil & "Sons", <Solar>',
  phone: '+15125552001',
  email: 'zoe@example.com',
  state: 'TX',
  source: 'web form',
  timestamp: '2026-01-15T10:29:42.000Z',
};

/** A different id of the same length, as a forger would write it. */
export const FORGED_ID = 'lead_joe';

/** Three leads, and whether the filter of the third chapter is to let them through. */
export const SCORED_LEADS = [
  { lead: { lead_id: 'lead_tx_93', state: 'TX', quality_score: 93 }, isWanted: true },
  { lead: { lead_id: 'lead_tx_71', state: 'TX', quality_score: 71 }, isWanted: false },
  { lead: { lead_id: 'lead_ny_97', state: 'NY', quality_score: 97 }, isWanted: false },
] as const;

export const FILTER = { data: { quality_score: { $gte: 90 }, state: 'TX' } };

/** A CRM's own shape, its own headers and its own addresses, none of them ours. */
export const CRM_MAPPING = {
  method: 'PUT',
  mapping: `{
  "contact": {"fullName": event.data.first_name & " " & event.data.last_name, "mobile": event.data.phone},
  "tags": [event.data.state, webhook.metadata.team]
}`,
  header_mapping: '{"x-crm-team": webhook.metadata.team}',
  url_mapping:
    '"/crm/v2/contacts/" & event.data.lead_id & "?source=" & $encodeUrlComponent(event.data.source)',
  metadata: { team: 'solar-south' },
};

export const CRM_EVENT = 'lead.call_requested';

/** News of a deal from a CRM. The second one's value is a text, which nobody has thought of. */
export const DEALS = {
  number: { lead_id: 'lead_ann', payload: { deal_value: 18_000 } },
  text: { lead_id: 'lead_bob', payload: { deal_value: '21500' } },
};

export const FAILING_MAPPING =
  '{"lead": event.data.lead_id, "commission": event.data.payload.deal_value * 0.02}';
export const MENDED_MAPPING =
  '{"lead": event.data.lead_id, "commission": $number(event.data.payload.deal_value) * 0.02}';
