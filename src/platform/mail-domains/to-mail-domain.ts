import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/** `domainToASCII` reads its argument as the beginning of a URL, and would drop what follows one of these. */
const BEYOND_A_HOST = /[\s/\\?#@:%[\]]/;

/**
 * The name DNS is asked for: lower case, international labels in punycode, without the final dot.
 *
 * @returns null for what cannot be the domain of a mailbox: an address, a name of one label (RFC 5321 section
 *   2.3.5 wants it fully qualified), or lengths DNS cannot carry (RFC 1035 section 2.3.4)
 */
export function toMailDomain(domain: string): string | null {
  if (BEYOND_A_HOST.test(domain)) return null;
  const ascii = domainToASCII(domain);
  const name = ascii.endsWith('.') ? ascii.slice(0, -1) : ascii;
  const labels = name.split('.');
  const isCarried = name.length <= 253 && labels.every(({ length }) => length >= 1 && length <= 63);
  return isCarried && labels.length > 1 && isIP(name) === 0 ? name : null;
}
