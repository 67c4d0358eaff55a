import fc from 'fast-check';
import { IPv4, IPv6 } from 'ipaddr.js';
import { parseAddressRanges } from './address-range';
import { canonicalAddress, judgeAddress } from './judge-address';

const kindOf = (address: string, allow = '') => judgeAddress(address, parseAddressRanges(allow)).kind;

/** Every denied IPv4 range with its first and last address and the nearest neighbours that are not denied. */
const DENIED_IPV4 = [
  ['0.0.0.0', '0.255.255.255', null, '1.0.0.0'],
  ['10.0.0.0', '10.255.255.255', '9.255.255.255', '11.0.0.0'],
  ['100.64.0.0', '100.127.255.255', '100.63.255.255', '100.128.0.0'],
  ['127.0.0.0', '127.255.255.255', '126.255.255.255', '128.0.0.0'],
  ['169.254.0.0', '169.254.255.255', '169.253.255.255', '169.255.0.0'],
  ['172.16.0.0', '172.31.255.255', '172.15.255.255', '172.32.0.0'],
  ['192.0.0.0', '192.0.0.255', '191.255.255.255', '192.0.1.0'],
  ['192.0.2.0', '192.0.2.255', '192.0.1.255', '192.0.3.0'],
  ['192.88.99.0', '192.88.99.255', '192.88.98.255', '192.88.100.0'],
  ['192.168.0.0', '192.168.255.255', '192.167.255.255', '192.169.0.0'],
  ['198.18.0.0', '198.19.255.255', '198.17.255.255', '198.20.0.0'],
  ['198.51.100.0', '198.51.100.255', '198.51.99.255', '198.51.101.0'],
  ['203.0.113.0', '203.0.113.255', '203.0.112.255', '203.0.114.0'],
  ['224.0.0.0', '239.255.255.255', '223.255.255.255', null],
  ['240.0.0.0', '255.255.255.255', null, null],
  ['168.63.129.16', '168.63.129.16', '168.63.129.15', '168.63.129.17'],
] as const;

const DENIED_IPV6 = [
  ['2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff', '2000:ffff::', '2001:200::'],
  ['2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', '2001:db7:ffff::', '2001:db9::'],
  ['2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '2001:ffff::', '2003::'],
  ['2620:4f:8000::', '2620:4f:8000:ffff:ffff:ffff:ffff:ffff', '2620:4f:7fff::', '2620:4f:8001::'],
  ['3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff', '3ffe:ffff::', '3fff:1000::'],
  ['::', '1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', null, '2000::'],
  ['4000::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '3fff:ffff::', null],
] as const;

describe('judgeAddress', () => {
  it.each([...DENIED_IPV4, ...DENIED_IPV6])(
    'denies %s to %s, and neither %s nor %s',
    (first, last, below, above) => {
      expect([kindOf(first), kindOf(last)]).toEqual(['denied', 'denied']);
      for (const neighbour of [below, above]) {
        expect(neighbour === null ? 'allowed' : kindOf(neighbour)).toBe('allowed');
      }
    },
  );

  it.each(['8.8.8.8', '1.1.1.1', '93.184.215.14', '2606:4700:4700::1111', '2a00:1450:4001:82a::200e'])(
    'allows the public address %s',
    (address) => expect(kindOf(address)).toBe('allowed'),
  );

  it.each([
    ['loopback', '::1'],
    ['unspecified', '::'],
    ['link local', 'fe80::1'],
    ['unique local', 'fd12:3456:789a::1'],
    ['site local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['discard-only', '100::1'],
    ['IPv4-compatible loopback', '::127.0.0.1'],
    ['IPv4-compatible public', '::8.8.8.8'],
    ['local-use NAT64', '64:ff9b:1::8.8.8.8'],
    ['6to4 of a private address', '2002:a00:1::'],
    ['6to4 of a public address', '2002:808:808::'],
    ['Teredo', '2001:0:53aa:64c:0:fbff:ad4b:8b'],
    ['segment routing', '5f00::1'],
  ])('denies %s', (_, address) => expect(kindOf(address)).toBe('denied'));

  describe.each(['::ffff:', '::ffff:0:', '64:ff9b::'])('an IPv4 address carried in %s', (prefix) => {
    it.each([
      ['127.0.0.1', 'denied'],
      ['169.254.169.254', 'denied'],
      ['10.0.0.1', 'denied'],
      ['168.63.129.16', 'denied'],
      ['8.8.8.8', 'allowed'],
    ])('is judged as that address: %s is %s', (carried, kind) => {
      expect(kindOf(`${prefix}${carried}`)).toBe(kind);
      expect(kindOf(IPv6.parse(`${prefix}${carried}`).toRFC5952String())).toBe(kind);
    });

    it('is exempt where that address is', () => {
      expect(kindOf(`${prefix}127.0.0.1`, '127.0.0.0/8')).toBe('allowed');
    });
  });

  it.each([
    '',
    ' ',
    'localhost',
    '127.1',
    '2130706433',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '08.8.8.8',
    '8.8.8.8.',
    '8.8.8.256',
    '8.8.8.8/32',
    '[2606:4700::1]',
    '2606:4700::1%eth0',
    'fe80::1%1',
    '2606:4700::1/128',
    '::ffff:127.0.0.1:80',
  ])('denies %j, which is no address in canonical form, even with everything allowed', (text) => {
    expect(kindOf(text, '0.0.0.0/0,::/0')).toBe('denied');
  });

  it('exempts exactly the allowed ranges', () => {
    const allow = '127.0.0.0/8,::1/128';
    expect(['127.0.0.1', '127.255.255.255', '::1'].map((address) => kindOf(address, allow))).toEqual(
      Array(3).fill('allowed'),
    );
    expect(['128.0.0.1', '8.8.8.8'].map((address) => kindOf(address, allow))).toEqual(
      Array(2).fill('allowed'),
    );
    expect(['10.0.0.1', '::2', '::', 'fe80::1'].map((address) => kindOf(address, allow))).toEqual(
      Array(4).fill('denied'),
    );
  });

  it('never lets an IPv4 range exempt an IPv6 address, or the other way round', () => {
    expect(kindOf('::1', '0.0.0.0/0')).toBe('denied');
    expect(kindOf('127.0.0.1', '::/0')).toBe('denied');
  });

  it('gives every IPv4 address the same verdict in all forms that carry it', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const kinds = ['', '::ffff:', '::ffff:0:', '64:ff9b::'].map((prefix) =>
          kindOf(`${prefix}${address}`),
        );
        expect(new Set(kinds).size).toBe(1);
      }),
    );
  });

  it('never allows an address that ipaddr.js classifies as special', () => {
    const special = (address: string) =>
      (address.includes(':') ? IPv6.parse(address) : IPv4.parse(address)).range() !== 'unicast';
    const anyAddress = fc.oneof(
      fc
        .integer({ min: 0, max: 0xffffffff })
        .map((n) => new IPv4([n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]).toString()),
      fc.ipV6().filter((text) => !/^(::ffff:|64:ff9b::)/i.test(IPv6.parse(text).toRFC5952String())),
    );
    const outsideOurTable = /^(192\.(31\.196|52\.193|175\.48)\.|2001:4:112:|2620:4f:8000:)/;
    fc.assert(
      fc.property(anyAddress, (address) => {
        fc.pre(special(address) && !outsideOurTable.test(address));
        expect(kindOf(address)).toBe('denied');
      }),
      { numRuns: 500 },
    );
  });

  it('denies every text that is not an address without throwing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!IPv4.isValidFourPartDecimal(text) && !text.includes(':'));
        expect(kindOf(text)).toBe('denied');
      }),
    );
  });
});

describe('canonicalAddress', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:127.0.0.1', '127.0.0.1'],
    ['::ffff:7f00:1', '127.0.0.1'],
    ['2606:4700:0:0::1', '2606:4700::1'],
    ['64:ff9b::8.8.8.8', '64:ff9b::808:808'],
    ['nope', null],
  ])('writes %s as %s', (text, canonical) => expect(canonicalAddress(text)).toBe(canonical));
});
