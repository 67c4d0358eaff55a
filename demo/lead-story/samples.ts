/** What is sent in. The numbers are of assigned ranges, so that nothing but consent and the like decides. */
const CONSENT = {
  consent_timestamp: '2026-07-05T12:00:00Z',
  consent_text_version: 'webform-v2',
  source_url: 'https://example.com/quote',
};

export const SUPPRESSED_PHONE = '(214) 555-2004';

/** By door 1, with the fields of its document. */
export const FORM_LEAD = {
  source: 'my-webform',
  first_name: 'Jane',
  last_name: 'Miller',
  phone: '512-555-2001',
  email: 'jane.miller@gmail.com',
  state: 'Texas',
  consent: CONSENT,
};

export const LEAD_WITHOUT_CONSENT = {
  source: 'my-webform',
  first_name: 'Lee',
  phone: '7135552003',
  state: 'TX',
};

export const SUPPRESSED_LEAD = {
  source: 'my-webform',
  first_name: 'Kim',
  phone: SUPPRESSED_PHONE,
  state: 'TX',
  consent: CONSENT,
};

/** By door 2, the sample of its document with an id: white space and order are part of what is signed. */
export const PORTAL_LEAD_TEXT = `{
  "source": "realtor_com",
  "source_lead_id": "r-4711",
  "name": "Aiden Park",
  "email": "aiden.park@gmail.com",
  "phone": "+18135552001",
  "property_address": "4521 Bayshore Blvd, Tampa FL 33611",
  "inquiry_message": "Saw your listing — wondering about HOA fees",
  "buyer_or_seller": "buyer",
  "timeline": "0-30d"
}`;

/** By door 3, the sample of its document. */
export const CRM_NEWS = {
  crm_lead_id: 'crm-abc-456',
  event_type: 'status_changed',
  status: 'qualified',
  updated_at: '2026-03-05T10:00:00Z',
};

/** What bidders are told of the third lead, and the lead itself. */
export const PING = {
  source: 'partner-site',
  state: 'TX',
  attributes: { vertical: 'solar', postal_code: '77002', roof_type: 'tile' },
  floor_price: 25,
};

export const POSTED_LEAD = {
  first_name: 'Sam',
  last_name: 'Rivera',
  phone: '7135552002',
  email: 'sam.rivera@gmail.com',
  address: '900 Main St',
  city: 'Houston',
  postal_code: '77002',
  consent: CONSENT,
};
