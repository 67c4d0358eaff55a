import {
  EmbeddedPostgresInUseError,
  EmbeddedPostgresStartError,
  EmbeddedPostgresUnsupportedError,
} from '../platform/embedded-postgres';
import { receiverSecret } from './receiver-secret';
import { type Platform } from './start-platform';
import { StartError } from './start-error';

/** What a person sees after the start: where it is, the first key, and a first delivery to paste. */
export function printBanner({ url, settings, createdKey }: Platform): void {
  if (settings.role === 'worker') {
    console.log(`Synaptis Webhooks worker is running; health at ${url}/health/ready`);
    return;
  }
  const key = createdKey ?? '$SYNAPTIS_API_KEY';
  const lines = [
    '',
    `  Synaptis Webhooks is listening on ${url}`,
    `  API reference: ${url}/docs`,
    ...keyLines(createdKey),
    ...(settings.isProduction ? [] : firstDelivery(url, key, receiverSecret(settings.dataDir))),
    '',
  ];
  console.log(lines.join('\n'));
}

function keyLines(createdKey: string | null): string[] {
  if (createdKey === null) return [];
  return ['', `  API key (shown this once): ${createdKey}`];
}

function firstDelivery(url: string, key: string, secret: string): string[] {
  const call = (method: string, path: string, body?: object) =>
    [
      `  curl -s -X ${method} ${url}${path} -H "Authorization: Bearer ${key}"`,
      ...(body ? [`-H "Content-Type: application/json" -d '${JSON.stringify(body)}'`] : []),
    ].join(' ');
  const webhook = { url: 'http://127.0.0.1:4000/webhooks/synaptis', events: ['lead.verified'], secret };
  const event = { type: 'lead.verified', data: { lead_id: 'lead_456def', verification_status: 'passed' } };
  return [
    '',
    '  A first delivery: start `npm run receiver` in a second terminal, then paste these in a third.',
    '',
    call('POST', '/v1/webhooks', webhook),
    '',
    call('POST', '/v1/events', event),
    '',
    call('GET', '/v1/deliveries'),
  ];
}

/** Reasons on standard error, one a line; the stack only of what nobody foresaw. */
export function printStartFailure(headline: string, reasons: unknown[]): void {
  console.error(headline);
  for (const reason of reasons) console.error(`  - ${describe(reason)}`);
}

const FORESEEN = [
  StartError,
  EmbeddedPostgresInUseError,
  EmbeddedPostgresStartError,
  EmbeddedPostgresUnsupportedError,
];

function describe(reason: unknown): string {
  if (!(reason instanceof Error)) return String(reason);
  const isForeseen = FORESEEN.some((kind) => reason instanceof kind);
  return isForeseen ? reason.message : (reason.stack ?? reason.message);
}
