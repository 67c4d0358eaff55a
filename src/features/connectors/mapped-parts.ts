import { checkCustomHeaders, type HeaderProblem, parseWebhookUrl } from '../../core/net';

export type HeadersReading =
  { kind: 'ok'; headers: Record<string, string> } | { kind: 'refused'; detail: string };
export type UrlReading = { kind: 'ok'; url: string } | { kind: 'refused'; detail: string };

/** A name that is no header name can be anything. */
const LONGEST_NAME_SHOWN = 100;

/**
 * Reads what a header mapping gave, by the rules for a webhook's own headers.
 *
 * @returns the headers by lowercase name, or a plain sentence that quotes no value
 */
export function readMappedHeaders(value: unknown): HeadersReading {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refused('The header mapping must give an object of header names and text values.');
  }
  const [problem] = checkCustomHeaders(value as Record<string, unknown>);
  if (problem !== undefined) return refused(describe(problem));
  const headers = Object.entries(value).map(([name, text]) => [name.toLowerCase(), text as string]);
  return { kind: 'ok', headers: Object.fromEntries(headers) };
}

/**
 * Reads what a URL mapping gave: path and query. Scheme, host and port stay those of the webhook.
 *
 * @param webhookUrl as `parseWebhookUrl` wrote it
 */
export function readMappedUrl(value: unknown, webhookUrl: string): UrlReading {
  if (typeof value !== 'string' || !value.startsWith('/')) {
    return refused('The URL mapping must give a text that begins with "/": a path, and a query if wanted.');
  }
  // Put together as text, not resolved: `//host` and `/\host` are paths then.
  const parsed = parseWebhookUrl(new URL(webhookUrl).origin + value);
  if (parsed.kind === 'ok') return { kind: 'ok', url: parsed.url };
  return refused(`The URL mapping gave a path that cannot be called: the whole URL ${parsed.detail}.`);
}

function describe({ name, detail }: HeaderProblem): string {
  if (name === '') return `What the header mapping gave ${detail}.`;
  return `The header mapping gave ${JSON.stringify(name.slice(0, LONGEST_NAME_SHOWN))}, which ${detail}.`;
}

function refused(detail: string): { kind: 'refused'; detail: string } {
  return { kind: 'refused', detail };
}
