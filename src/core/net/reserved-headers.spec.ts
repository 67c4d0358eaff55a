import { headerReservation } from './reserved-headers';

const SET = 'is set by the platform';
const CONNECTION = 'concerns the connection, not the request';
const BODY = 'would misdescribe the body, which is sent as it is and whole';

describe('headerReservation', () => {
  it.each([
    ['content-type', SET],
    ['Content-Length', SET],
    ['User-Agent', SET],
    ['accept-encoding', SET],
    ['Host', SET],
    ['webhook-id', SET],
    ['Webhook-Timestamp', SET],
    ['WEBHOOK-SIGNATURE', SET],
    ['webhook-anything', SET],
    ['X-Synaptis-Signature', SET],
    ['x-synaptis-event', SET],
    ['x-synaptis-delivery', SET],
    ['x-synaptis-attempt', SET],
    ['x-synaptis-anything', SET],
    ['X-LeadsBot-Signature', SET],
    ['ce-id', SET],
    ['CE-Type', SET],
    ['ce-anything', SET],
    ['Connection', CONNECTION],
    ['keep-alive', CONNECTION],
    ['proxy-authenticate', CONNECTION],
    ['proxy-authorization', CONNECTION],
    ['Proxy-Connection', CONNECTION],
    ['TE', CONNECTION],
    ['Trailer', CONNECTION],
    ['Transfer-Encoding', CONNECTION],
    ['Upgrade', CONNECTION],
    ['HTTP2-Settings', CONNECTION],
    ['Expect', CONNECTION],
    ['Content-Encoding', BODY],
    ['content-range', BODY],
  ])('keeps %s', (name, reason) => expect(headerReservation(name)).toBe(reason));

  it.each(['X_Synaptis_Signature', 'webhook_signature', 'X_LEADSBOT-signature', 'content_type', 'ce_id'])(
    'keeps %s, which some receivers read as the name with hyphens',
    (name) => expect(headerReservation(name)).toBe(SET),
  );

  it.each([
    ...['authorization', 'x-api-key', 'cookie', 'idempotency-key', 'x-request-id', 'content-language'],
    ...['x-synaptis', 'webhook', 'x-webhook-id', 'ce', 'cedar-id', 'x-ce-id', 'x-host', 'tea', 'x-leadsbot'],
    ...['constructor', '__proto__', 'toString'],
  ])('leaves %s to the customer', (name) => expect(headerReservation(name)).toBeNull());
});
