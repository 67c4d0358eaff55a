import { isEventPattern } from '../../../core/event-types';
import { checkCustomHeaders, parseWebhookUrl } from '../../../core/net';
import { checkSecret, checkSigningKey, isSigningKey } from '../../../core/signing';

/** What is wrong with the URL of a webhook, if anything. */
export function urlFault(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const parsed = parseWebhookUrl(value);
  return parsed.kind === 'invalid' ? parsed.detail : null;
}

/** What is wrong with a list of event patterns, if anything; names every bad one. */
export function eventsFault(value: unknown): string | null {
  if (!Array.isArray(value)) return null;
  const bad = value.filter((text) => typeof text === 'string' && !isEventPattern(text));
  if (bad.length === 0) return null;
  return `must contain event types, prefixes such as lead.*, or *; not ${bad.map(quote).join(', ')}`;
}

/** What is wrong with custom headers, if anything; names every bad one, and no value. */
export function headersFault(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const problems = checkCustomHeaders(value as Record<string, string>);
  if (problems.length === 0) return null;
  return problems.map(({ name, detail }) => (name === '' ? detail : `${quote(name)} ${detail}`)).join('; ');
}

/** What is wrong with a customer's own secret, if anything; does not repeat it. */
export function secretFault(value: unknown): string | null {
  return typeof value === 'string' ? checkSecret(value) : null;
}

/** As `secretFault`, for webhooks, whose format may ask for a `whsk_` key instead. */
export function ownKeyFault(value: unknown): string | null {
  return typeof value === 'string' && isSigningKey(value) ? checkSigningKey(value) : secretFault(value);
}

const MAX_QUOTED = 100;

function quote(text: string): string {
  return JSON.stringify(text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text);
}
