import { IPv4, IPv6 } from 'ipaddr.js';

/** Longest URL accepted, in characters, before and after normalisation. */
export const MAX_URL_LENGTH = 2048;

export type ParsedWebhookUrl =
  | {
      kind: 'ok';
      /** The normalised href, without a fragment: what is stored and called. */
      url: string;
      /** As the WHATWG parser writes it: lower case, punycode, IPv6 in brackets. */
      hostname: string;
      isHttps: boolean;
      /** The host where it is an address rather than a name, without brackets. */
      literalAddress: string | null;
    }
  | { kind: 'invalid'; detail: string };

const SHAPE = /^https?:\/\/([^/\\?#]+)/i;
// oxlint-disable-next-line no-control-regex -- the WHATWG parser would drop these in silence
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f]/;

/**
 * Reads the URL of a webhook: absolute http or https, no user info, a host, port 1–65535. Numeric host forms
 * (`2130706433`, `0x7f.1`) come out as the address they mean. Whether that address may be called is not
 * decided here but by `judgeAddress`, so `http://localhost:4000` is fine.
 *
 * @returns `detail`: a sentence that says what would be accepted
 */
export function parseWebhookUrl(text: string): ParsedWebhookUrl {
  if (text.length > MAX_URL_LENGTH) {
    return invalid(`must be at most ${MAX_URL_LENGTH} characters long`);
  }
  const authority = SHAPE.exec(text.trim())?.[1];
  if (authority === undefined) {
    return invalid('must be an absolute http:// or https:// URL with a host');
  }
  if (CONTROL_CHARACTER.test(text)) {
    return invalid('must not contain control characters');
  }
  if (authority.includes('@')) {
    return invalid('must not contain a user name or password; use a custom header instead');
  }
  return normalise(text);
}

function normalise(text: string): ParsedWebhookUrl {
  const url = parse(text);
  if (url === null) {
    return invalid('must have a valid host and a port from 1 to 65535');
  }
  if (url.port === '0') {
    return invalid('must have a port from 1 to 65535');
  }
  const literalAddress = literalAddressOf(url.hostname);
  if (literalAddress === null && !isHostName(url.hostname)) {
    return invalid('must have a valid host name');
  }
  url.hash = '';
  if (url.href.length > MAX_URL_LENGTH) {
    return invalid(`must be at most ${MAX_URL_LENGTH} characters long once normalised`);
  }
  return {
    kind: 'ok',
    url: url.href,
    hostname: url.hostname,
    isHttps: url.protocol === 'https:',
    literalAddress,
  };
}

/** Not `URL.canParse`: on Node 20 it starts to refuse `ü` and the like once V8 has optimised the call. */
function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** The address a WHATWG hostname is, without brackets, or null where the host is a name. */
export function literalAddressOf(hostname: string): string | null {
  if (hostname.startsWith('[')) {
    const address = hostname.slice(1, -1);
    return IPv6.isValid(address) ? address : null;
  }
  return IPv4.isValidFourPartDecimal(hostname) ? hostname : null;
}

/** The lengths DNS can carry (RFC 1035 section 2.3.4); one trailing dot marks a complete name. */
function isHostName(hostname: string): boolean {
  const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
  return name.length <= 253 && name.split('.').every((label) => label.length >= 1 && label.length <= 63);
}

function invalid(detail: string): ParsedWebhookUrl {
  return { kind: 'invalid', detail };
}
