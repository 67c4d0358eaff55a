import { type FormatOption } from '../format-options';

export interface CloudEventsOptions {
  mode: 'structured' | 'binary';
  source: string;
}

/** RFC 3986: characters a URI-reference is made of, and percent signs only before two hex digits. */
const URI_REFERENCE = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/;

/** Who the events come from. Id and source together name an event, so webhooks share the default. */
export const source: FormatOption = {
  schema: {
    type: 'string',
    format: 'uri-reference',
    minLength: 1,
    maxLength: 2048,
    description: 'The source attribute of every event, a URI-reference.',
  },
  fault: (value) =>
    typeof value === 'string' && value.length <= 2048 && URI_REFERENCE.test(value)
      ? null
      : 'Must be a URI-reference (RFC 3986) of 1 to 2048 characters.',
  fallback: 'urn:synaptis:events',
};
