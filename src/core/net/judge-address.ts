import { IPv4, IPv6 } from 'ipaddr.js';
import { type AddressRange, parseAddressRanges } from './address-range';

export type AddressVerdict = { kind: 'allowed' } | { kind: 'denied'; reason: string };

const ALLOWED: AddressVerdict = { kind: 'allowed' };

/** IPv4 that is not global unicast (IANA special-purpose registry), and 168.63.129.16, a cloud's host agent. */
const DENIED_IPV4 = parseAddressRanges(
  [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.88.99.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4',
    '168.63.129.16/32',
  ].join(),
);

/** The only IPv6 space handed out as global unicast (RFC 4291 section 2.4). */
const GLOBAL_IPV6 = parseAddressRanges('2000::/3');

/** Parts of it that are not for us: protocol assignments and Teredo, documentation, 6to4, AS112. */
const DENIED_IPV6 = parseAddressRanges('2001::/23,2001:db8::/32,2002::/16,2620:4f:8000::/48,3fff::/20');

/**
 * Prefixes whose last 32 bits are an IPv4 address that is really reached: IPv4-mapped (RFC 4291 2.5.5.2),
 * IPv4-translated (RFC 2765), and the well-known prefix of NAT64 (RFC 6052). 6to4 and Teredo also carry an
 * IPv4 address, but are tunnels without public use today and stay denied, whatever they carry.
 */
const CARRIES_IPV4 = [
  [IPv6.parse('::ffff:0:0'), 96],
  [IPv6.parse('::ffff:0:0:0'), 96],
  [IPv6.parse('64:ff9b::'), 96],
] as const satisfies AddressRange[];

/** `::1.2.3.4` (deprecated): ipaddr.js would read it as `::ffff:1.2.3.4`, which is not what a socket dials. */
const IPV4_COMPATIBLE = /^::[^:]*\.[^:]*$/;

/**
 * Says whether a connection to an address may be opened: global unicast only, unless a range in `allow`
 * exempts the address. Mapped and translated IPv6 forms are judged as the IPv4 address they carry.
 *
 * @param address canonical text: dotted decimal IPv4, or IPv6 without brackets and zone; anything else is denied
 * @returns `reason` is for our own logs; it is never shown to a customer
 */
export function judgeAddress(address: string, allow: readonly AddressRange[]): AddressVerdict {
  const judged = parseAddress(address);
  if (judged === null) {
    return { kind: 'denied', reason: 'not an IP address in canonical form' };
  }
  if (findRange(judged, allow) !== undefined) {
    return ALLOWED;
  }
  if (judged instanceof IPv6 && findRange(judged, GLOBAL_IPV6) === undefined) {
    return { kind: 'denied', reason: 'outside 2000::/3' };
  }
  const range = findRange(judged, judged instanceof IPv4 ? DENIED_IPV4 : DENIED_IPV6);
  return range === undefined ? ALLOWED : { kind: 'denied', reason: `in ${range[0].toString()}/${range[1]}` };
}

/** One spelling for each address, an IPv4-mapped one as its IPv4: two texts name the same peer if these are equal. */
export function canonicalAddress(address: string): string | null {
  return parseAddress(address, CARRIES_IPV4.slice(0, 1))?.toString() ?? null;
}

function parseAddress(text: string, carriers: readonly AddressRange[] = CARRIES_IPV4): IPv4 | IPv6 | null {
  if (IPv4.isValidFourPartDecimal(text)) {
    return IPv4.parse(text);
  }
  if (!text.includes(':') || text.includes('%') || IPV4_COMPATIBLE.test(text) || !IPv6.isValid(text)) {
    return null;
  }
  const address = IPv6.parse(text);
  const carrier = findRange(address, carriers);
  return carrier === undefined ? address : new IPv4(address.toByteArray().slice(12));
}

function findRange(address: IPv4 | IPv6, ranges: readonly AddressRange[]): AddressRange | undefined {
  return ranges.find(
    ([network, prefixLength]) => network.kind() === address.kind() && address.match(network, prefixLength),
  );
}
