import { parseWebhookUrl } from '../../core/net';
import { durationBetween } from './duration-between';
import { type EnvironmentReader } from './environment-reader';
import { WHEN_AWAY } from './settings';

const VISIBLE_ASCII = /^[\x21-\x7e]+$/;

/** How leads are taken in: the do-not-call registry, and the secret of the CRM's door. */
export function readLeads(from: EnvironmentReader) {
  return { ...readDoNotCall(from), crmSecret: readCrmSecret(from) };
}

function readDoNotCall(from: EnvironmentReader) {
  // A registry whose address was forgotten would let every number pass unchecked.
  if (from.has('DNC_TOKEN') && !from.has('DNC_URL')) {
    from.problems.push('DNC_URL must be set where DNC_TOKEN is');
  }
  return {
    dncUrl: from.optional('DNC_URL', parseUrl, 'an http:// or https:// URL without user name and password'),
    dncToken: from.optional('DNC_TOKEN', visible(1, 4096), '1 to 4096 visible ASCII characters'),
    dncTimeoutMs: from.parsed('DNC_TIMEOUT', {
      fallback: '1s',
      parse: durationBetween(100, 10_000),
      accepts: 'a duration from 100ms to 10s',
    }),
    dncWhenAway: from.oneOf('DNC_WHEN_AWAY', WHEN_AWAY, 'hold'),
  };
}

/** Both are checked, also where only the first one counts. */
function readCrmSecret(from: EnvironmentReader): string | null {
  const [webhook, callback] = ['CRM_WEBHOOK_SECRET', 'CRM_CALLBACK_SECRET'].map((name) =>
    from.optional(name, visible(16, 512), '16 to 512 visible ASCII characters'),
  );
  return webhook ?? callback ?? null;
}

/** What the registry's requests are sent with reads the URL the same way, so none is refused later. */
function parseUrl(text: string): string | null {
  const parsed = parseWebhookUrl(text);
  return parsed.kind === 'ok' ? parsed.url : null;
}

function visible(min: number, max: number): (text: string) => string | null {
  return (text) => (VISIBLE_ASCII.test(text) && text.length >= min && text.length <= max ? text : null);
}
