import { EXAMPLE_SECRET, standardSignature, synaptisSignature } from '../../core/signing';
import { type Parameter } from './operations';

interface SignedExample {
  eventId: string;
  eventType: string;
  /** Unix seconds. */
  timestamp: number;
  body: string;
}

/** The request headers of a delivery, with example values that belong together and verify. */
export function deliveryHeaders({ eventId, eventType, timestamp, body }: SignedExample): Parameter[] {
  const secrets = [EXAMPLE_SECRET];
  return [
    header('x-synaptis-signature', {
      description:
        '`t=<unix seconds>,v1=<hex>`: HMAC-SHA256 over `<t>.<body>`, keyed with the whole secret text `whsec_…`. ' +
        'During a rotation one more `,v1=<hex>` for each older secret.',
      example: synaptisSignature({ secrets, timestamp, body }),
    }),
    header('webhook-id', {
      description:
        'Standard Webhooks: the event id. The same on every attempt and replay; remove duplicates by it.',
      example: eventId,
    }),
    header('webhook-timestamp', {
      description:
        'Standard Webhooks: Unix seconds of this attempt. Refuse what is more than five minutes away.',
      example: String(timestamp),
    }),
    header('webhook-signature', {
      description:
        'Standard Webhooks: `v1,<base64>` for each live secret, separated by spaces: HMAC-SHA256 over ' +
        '`<webhook-id>.<webhook-timestamp>.<body>`, keyed with the bytes behind `whsec_`.',
      example: standardSignature({ secrets, id: eventId, timestamp, body }),
    }),
    header('x-synaptis-event', { description: 'The event type', example: eventType }),
    header('x-synaptis-delivery', {
      description: 'The delivery id: one event to one webhook',
      example: 'dlv_01kf0k8y20f2etkqh7pcw9xz4m',
    }),
    header('x-synaptis-attempt', { description: 'Number of this attempt, from 1', example: '1' }),
    header('user-agent', {
      description: '`Synaptis-Webhooks/<version>`',
      example: 'Synaptis-Webhooks/1.0.0',
    }),
  ];
}

function header(name: string, { description, example }: { description: string; example: string }): Parameter {
  return { name, in: 'header', required: true, description, schema: { type: 'string' }, example };
}
