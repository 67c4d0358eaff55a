let numbers = 2_000_000;

/** A number of Tampa that no other lead of the suite has, unless it was written out with 555. */
export function aPhone(): string {
  return `+1813${numbers++}`;
}

/** What `POST /v1/leads` takes for somebody new who may be contacted; without an e-mail address no DNS is asked. */
export function aLead(more: object = {}): object {
  return {
    phone: aPhone(),
    first_name: 'Jane',
    state: 'FL',
    source: 'my-webform',
    consent: {
      consent_timestamp: '2026-07-05T12:00:00Z',
      consent_text_version: 'webform-v2',
      source_url: 'https://example.com/quote',
    },
    ...more,
  };
}
