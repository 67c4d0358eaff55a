/** Single words and runs of words, in lower case and without separators, that stand for a person's details. */
const PERSONAL = new Set([
  ...['name', 'fname', 'lname', 'surname', 'nickname', 'username', 'firstname', 'lastname', 'fullname'],
  ...['phone', 'telephone', 'tel', 'mobile', 'cell', 'cellphone', 'fax', 'whatsapp', 'msisdn'],
  ...['email', 'mail', 'address', 'addresses', 'addr', 'street', 'ip', 'ipv4', 'ipv6', 'ipaddress'],
  ...['ssn', 'socialsecurity', 'itin', 'taxid', 'passport', 'driverlicense', 'driverslicense'],
  ...['dob', 'birth', 'birthdate', 'birthday', 'dateofbirth'],
]);

/** Words that are half of a name where the key ends with them, and a matter of order elsewhere (`first_home`). */
const PERSONAL_AT_THE_END = new Set(['first', 'last', 'middle', 'maiden']);

/** Ends of words that were written together, such as `customeremail`. */
const PERSONAL_ENDING = /(?:email|phone|phonenumber|firstname|lastname|fullname|surname|ipaddress)s?$/;

/** What has a name and is no person. */
const NAMED_THINGS = [
  ...['app', 'brand', 'browser', 'campaign', 'carrier', 'category', 'city', 'country', 'county', 'device'],
  ...[
    'domain',
    'event',
    'file',
    'form',
    'host',
    'industry',
    'list',
    'model',
    'network',
    'offer',
    'os',
    'page',
  ],
  ...['plan', 'product', 'program', 'project', 'provider', 'school', 'service', 'site', 'source', 'state'],
  ...['template', 'tier', 'utility', 'vendor', 'vertical'],
];

/** Runs of words that contain a personal one and tell nothing of a person. */
const HARMLESS = new Set([
  ...NAMED_THINGS.map((thing) => `${thing}name`),
  ...['iphone', 'smartphone', 'headphone', 'microphone', 'mobileapp', 'mobiledevice', 'mobilehome'],
  ...['directmail', 'fuelcell', 'solarcell'],
]);

/** A key about a detail instead of with it, such as `phone_type` and `has_email`. Its value is judged all the same. */
const ASKING = new Set(['has', 'is']);
const ABOUT = new Set([
  ...['available', 'carrier', 'consent', 'count', 'present', 'provider', 'score', 'status', 'type', 'valid'],
  ...['validated', 'verified'],
]);

const WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;
/** The longest entry above, in words: `date_of_birth`. */
const LONGEST_RUN = 3;

/**
 * Whether a key is one under which people or their contact details are kept, in any spelling: `customerEmail`,
 * `PHONE_1`, `S.S.N`.
 */
export function isPersonalKey(key: string): boolean {
  const words = (key.normalize('NFKC').match(WORD) ?? []).map((word) => word.toLowerCase());
  const last = words.findLast((word) => !/^\d/.test(word)) ?? '';
  if (ASKING.has(words[0] ?? '') || ABOUT.has(last)) return false;
  return PERSONAL_AT_THE_END.has(last) || hasPersonalRun(words);
}

function hasPersonalRun(words: string[]): boolean {
  for (let at = 0; at < words.length; at++) {
    const runs = runsFrom(words, at);
    const harmless = runs.findLastIndex((run) => isIn(HARMLESS, run));
    if (harmless >= 0) at += harmless;
    else if (runs.some((run) => isIn(PERSONAL, run) || PERSONAL_ENDING.test(run))) return true;
  }
  return false;
}

/** The word there, that and the next, and so on, each written together. */
function runsFrom(words: string[], at: number): string[] {
  const longest = Math.min(LONGEST_RUN, words.length - at);
  return Array.from({ length: longest }, (_, more) => words.slice(at, at + more + 1).join(''));
}

function isIn(set: ReadonlySet<string>, word: string): boolean {
  return set.has(word) || (word.endsWith('s') && set.has(word.slice(0, -1)));
}
