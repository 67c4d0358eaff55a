const FIRST_NAMES = ['Maria', 'José', 'Aaliyah', 'Noah', 'Zoë', 'Liam', 'Sofía', 'Ethan'];
const CITIES = ['Denver', 'Tampa', 'Boise', 'El Paso', 'Reno', 'Mobile', 'Salem', 'Provo'];

/** Data of a lead such as publishers send; with its envelope about 900 bytes. */
export function leadData(sequence: number): object {
  const first = FIRST_NAMES[sequence % FIRST_NAMES.length]!;
  const city = CITIES[sequence % CITIES.length]!;
  return {
    lead_id: `lead_${sequence.toString(36).padStart(8, '0')}`,
    vertical: 'auto-insurance',
    verification_status: 'passed',
    quality_score: 60 + (sequence % 40),
    contact: {
      first_name: first,
      last_name: 'Hernandez-Whitfield',
      email: `${first.toLowerCase()}.${sequence}@example.com`,
      phone: `+1555${String(sequence % 10_000_000).padStart(7, '0')}`,
      address: { street: `${100 + (sequence % 900)} Cottonwood Avenue`, city, state: 'CO', zip: '80203' },
    },
    vehicle: { year: 2019, make: 'Subaru', model: 'Outback', vin: '4S4BSANC5K3300000', annual_miles: 12_500 },
    coverage: { current_carrier: 'Example Mutual', insured_since: '2017-04-01', bodily_injury: '100/300' },
    consent: {
      tcpa: true,
      text: 'By clicking Get Quotes I agree to be contacted by phone, text message and email.',
      ip: '203.0.113.77',
      captured_at: '2026-01-15T10:29:41.120Z',
    },
    source: { campaign: 'winter-search', publisher_id: 'pub_8812', sub_id: `s-${sequence % 512}` },
    price: { bid_cents: 4_200 + (sequence % 300), currency: 'USD' },
  };
}

/** A body for `POST /v1/events`. */
export function eventBody(sequence: number): string {
  return JSON.stringify({ type: 'lead.verified', data: leadData(sequence) });
}

/** A body for `POST /v1/events/batch`. */
export function batchBody(firstSequence: number, size: number): string {
  const events = Array.from({ length: size }, (_, index) => eventBody(firstSequence + index));
  return `{"events":[${events.join(',')}]}`;
}

const CONSENT = {
  consent_timestamp: '2026-01-15T10:29:41.120Z',
  consent_text_version: 'quote-form-v2',
  source_url: 'https://www.example.com/quotes/auto-insurance',
};

/** A body for `POST /v1/leads`, every one with another phone number. */
export function leadBody(sequence: number): string {
  return JSON.stringify(lead(sequence));
}

/** A body for `POST /v1/events` that publishes what accepting the same lead publishes. */
export function leadEventBody(sequence: number): string {
  const told = { lead_id: 'lead_01kfc1m9e0f6ytmz8r3t5b7n2d', ...lead(sequence), eligible: true };
  return JSON.stringify({ type: 'lead.submitted', data: { ...told, timestamp: '2026-01-15T10:29:42.000Z' } });
}

function lead(sequence: number): object {
  const first = FIRST_NAMES[sequence % FIRST_NAMES.length]!;
  return {
    source: 'winter-search',
    phone: `+1${String(2_125_550_000 + sequence)}`,
    email: `${first.toLowerCase()}.${sequence}@example.com`,
    state: 'CO',
    first_name: first,
    last_name: 'Hernandez-Whitfield',
    address: `${100 + (sequence % 900)} Cottonwood Avenue`,
    city: CITIES[sequence % CITIES.length]!,
    postal_code: '80203',
    attribution: { utm_source: 'search', utm_campaign: 'winter', gclid: `g-${sequence}` },
    consent: CONSENT,
    custom_fields: { vehicle: '2019 Subaru Outback', annual_miles: 12_500, carrier: 'Example Mutual' },
  };
}
