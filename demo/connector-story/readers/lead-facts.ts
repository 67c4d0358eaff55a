import { type Facts } from '../visit';

/** What every receiver of the gallery has to make out. */
export function leadFacts(lead: Readonly<Record<string, unknown>>): Facts {
  const { lead_id: leadId, first_name: first, last_name: last, phone } = lead;
  return {
    lead_id: String(leadId),
    name: `${String(first)} ${String(last)}`,
    phone: String(phone),
  };
}
