import { parseAddressRanges } from './address-range';

const texts = (list: string) =>
  parseAddressRanges(list).map(([network, bits]) => `${network.toString()}/${bits}`);

describe('parseAddressRanges', () => {
  it('reads a comma-separated list of IPv4 and IPv6 ranges', () => {
    expect(texts('127.0.0.0/8, ::1/128,10.1.2.3/32')).toEqual(['127.0.0.0/8', '::1/128', '10.1.2.3/32']);
  });

  it.each(['', '  '])('reads %j as the empty list', (text) => {
    expect(parseAddressRanges(text)).toEqual([]);
  });

  it.each([
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0/8',
    '0x0a.0.0.0/8',
    '010.0.0.0/8',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '::1',
    '::1/129',
    'fe80::%eth0/10',
    'localhost/8',
    '*',
  ])('refuses %s and names it', (item) => {
    expect(() => parseAddressRanges(`127.0.0.0/8,${item}`)).toThrow(`"${item}"`);
  });

  it('refuses an empty item between commas', () => {
    expect(() => parseAddressRanges('127.0.0.0/8,,::1/128')).toThrow('""');
  });

  it.each([
    ['10.0.0.5/8', '10.0.0.0/8'],
    ['fd00::1/64', 'fd00::/64'],
  ])('refuses %s, whose set bits are not covered, and proposes %s', (item, proposal) => {
    expect(() => parseAddressRanges(item)).toThrow(proposal);
  });

  it('refuses an IPv4-mapped range, which could never match', () => {
    expect(() => parseAddressRanges('::ffff:10.0.0.0/104')).toThrow('IPv4-mapped');
  });
});
