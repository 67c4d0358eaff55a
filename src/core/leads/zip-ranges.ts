/**
 * Which first three digits of a ZIP code lie in which state, both ends inclusive (USPS publishes them as labeling
 * list L002). Prefixes that nobody has are counted to their neighbours. The few places whose post comes through
 * another state are counted to both, so that no true address is doubted.
 */
const PREFIXES: Readonly<Record<string, string>> = {
  AL: '350-369',
  AK: '995-999',
  AZ: '850-865',
  // Texarkana has one post office for two states.
  AR: '716-729 755',
  CA: '900-961',
  CO: '800-816',
  CT: '060-069',
  DE: '197-199',
  DC: '200 202-205 569',
  FL: '320-339 341-349',
  GA: '300-319 398-399',
  HI: '967-968',
  ID: '832-838',
  IL: '600-629',
  IN: '460-479',
  // Carter Lake lies on Omaha's side of the river.
  IA: '500-528 681',
  KS: '660-679',
  KY: '400-427',
  LA: '700-714',
  ME: '039-049',
  MD: '203 206-219',
  MA: '010-027 055',
  MI: '480-499',
  MN: '550-567',
  MS: '386-397 712',
  MO: '630-658',
  MT: '590-599',
  NE: '680-693',
  NV: '889-898',
  NH: '030-038',
  NJ: '070-089',
  NM: '870-884',
  // 005 is Holtsville; Fishers Island is served from Connecticut.
  NY: '005 063 100-149',
  NC: '270-289',
  ND: '580-588',
  OH: '430-459',
  OK: '730-732 734-749',
  OR: '970-979',
  PA: '150-196',
  RI: '028-029',
  SC: '290-299',
  SD: '570-577',
  TN: '370-385',
  // 733 is Austin, 885 El Paso.
  TX: '733 750-799 885',
  UT: '840-847',
  VT: '050-054 056-059',
  VA: '200-201 220-246',
  WA: '980-994',
  WV: '247-268',
  WI: '530-549',
  // Alta is reached through Idaho only.
  WY: '820-831 834',
  AS: '967',
  FM: '969',
  GU: '969',
  MH: '969',
  MP: '969',
  PR: '006-007 009',
  PW: '969',
  VI: '008',
  AA: '340',
  AE: '090-099',
  AP: '962-966',
};

const RANGES: ReadonlyMap<string, [from: number, to: number][]> = new Map(
  Object.entries(PREFIXES).map(([state, prefixes]) => [state, prefixes.split(' ').map(readRange)]),
);

/**
 * Says whether a ZIP code can lie in a state, by its first three digits.
 *
 * @param zip five digits, or five, a hyphen and four
 * @param state a code of `US_STATES`
 */
export function isZipOfState(zip: string, state: string): boolean {
  const prefix = Number(zip.slice(0, 3));
  return (RANGES.get(state) ?? []).some(([from, to]) => prefix >= from && prefix <= to);
}

function readRange(text: string): [from: number, to: number] {
  const [from, to = from] = text.split('-');
  return [Number(from), Number(to)];
}
