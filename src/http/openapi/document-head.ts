import { DocumentBuilder } from '@nestjs/swagger';
import { API_VERSION } from '../../core/event-types';
import { SECURITY_SCHEMES } from './security-schemes';
import { DELIVERIES_TAG } from './webhooks-section';

const DESCRIPTION = `Publish an event once; every subscribed webhook gets it, signed, retried, logged and replayable.

**Authentication.** \`Authorization: Bearer sk_live_…\`, or \`l2i_…\` for a key whose scopes are all \`leads:*\`. Keys
carry scopes; a key bound to a buyer sees only that buyer's webhooks, deliveries and events. What a key may not see is
404.

**Errors** are \`application/problem+json\` (RFC 9457) with a stable \`code\`, every bad field in \`errors\`, and a
\`request_id\` that is also in the header \`X-Request-Id\`. Unknown fields are refused.

**Lists** are newest first: \`?limit=\` (50, at most 250) and \`?cursor=\` with \`next_cursor\` of the page before, which
is null on the last page.

**Idempotency.** Send an \`Idempotency-Key\` with a POST and repeat it as often as you like for 24 hours: it happens
once, and you get the first answer again with \`Idempotency-Replayed: true\`. The same key with another request is 422,
and 409 while the first one is still running.

**Rate limits.** Where a key has one (120 a minute by default for \`l2i_\` keys, else none), answers carry \`X-RateLimit-Limit\`, \`-Remaining\` and \`-Reset\`; over it, 429 with
\`Retry-After\`.

**Verifying a delivery.** Every delivery is signed twice with the webhook's secret: \`x-synaptis-signature\`
(\`t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">\`, keyed with the whole \`whsec_…\` text) and the headers of
Standard Webhooks 1.0.0, for which libraries exist in most languages. Compare in constant time and refuse timestamps
more than five minutes away. Deliveries come at least once and in no promised order: remove duplicates by event id.

**Forms.** JSON in UTF-8, at most 1 MiB, not compressed. Times are RFC 3339 in UTC with milliseconds. Ids are opaque.`;

const TAGS: Record<string, string> = {
  Webhooks: 'Subscriptions: a URL, the event types it gets, and the secret that signs them',
  Formats: 'How deliveries can be written, and a way to try mappings and filters before they are saved',
  Events: 'Publish facts and look them up',
  'Event types': 'The catalogue of what can be published and subscribed to',
  Deliveries: 'One event to one webhook, with every attempt as it went over the wire',
  Replays: 'Stored bulk jobs that send deliveries again',
  Buyers: 'Receiver organisations inside an account',
  Leads: 'People who asked to be contacted: how they came in, what was found out, where they went',
  Suppressions: 'Phone numbers that are not contacted',
  Pings: 'Ping/post: a lead on offer without personal data, bids for it, and the lead for the winner',
  'Lead sources':
    'Doors for other systems, each as its document says: leads in the Streamsynq form, news from CRMs',
  'API keys': 'Keys, their scopes and limits',
  Operations: 'Health and metrics, for those who run the platform; no API key needed',
  [DELIVERIES_TAG]: 'What arrives at the URL of a webhook',
};

/** The part of the document that no route tells. */
export function documentHead() {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Synaptis Webhooks')
    .setDescription(DESCRIPTION)
    .setVersion(API_VERSION)
    .setLicense('MIT', 'https://spdx.org/licenses/MIT.html')
    .addServer('/', 'The server that serves this document');
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  const { info, components, ...head } = builder.build();
  const { contact: _, ...told } = info;
  return { ...head, info: told, components: { ...components, securitySchemes: SECURITY_SCHEMES } };
}
