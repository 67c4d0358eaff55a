import { IPv4, IPv6, parseCIDR } from 'ipaddr.js';

/** An IPv4 or IPv6 network: its first address and the length of its prefix in bits. */
export type AddressRange = readonly [network: IPv4 | IPv6, prefixLength: number];

/**
 * Reads a comma-separated list of CIDR ranges, for example `127.0.0.0/8,::1/128`.
 * An empty text is the empty list.
 *
 * @throws Error that names the bad item: not a CIDR range, bits set behind the prefix (a typing slip that
 * would silently widen the range), or an IPv4-mapped range, which could never match because addresses are
 * judged as the IPv4 they carry.
 */
export function parseAddressRanges(text: string): AddressRange[] {
  if (text.trim() === '') {
    return [];
  }
  return text.split(',').map((item) => parseAddressRange(item.trim()));
}

function parseAddressRange(item: string): AddressRange {
  const isIPv4 = IPv4.isValidCIDRFourPartDecimal(item);
  if (!isIPv4 && !(item.includes(':') && !item.includes('%') && IPv6.isValidCIDR(item))) {
    throw new Error(`"${item}" is not an address range in CIDR notation such as 10.0.0.0/8 or ::1/128`);
  }
  const [address, prefixLength] = parseCIDR(item);
  const network = isIPv4 ? IPv4.networkAddressFromCIDR(item) : IPv6.networkAddressFromCIDR(item);
  if (network.toString() !== address.toString()) {
    throw new Error(
      `"${item}" has bits set behind its prefix; did you mean ${network.toString()}/${prefixLength}?`,
    );
  }
  if (address instanceof IPv6 && address.isIPv4MappedAddress()) {
    throw new Error(`"${item}" is an IPv4-mapped range; write the IPv4 range itself`);
  }
  return [address, prefixLength];
}
