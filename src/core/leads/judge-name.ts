import { type LeadProfile } from './lead-profile';

/** What people and programs type into a name field to get past it. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  'anonymous',
  'asd',
  'asdf',
  'asdfasdf',
  'asdfgh',
  'demo',
  'fake',
  'first',
  'firstname',
  'fname',
  'foo',
  'foobar',
  'last',
  'lastname',
  'lname',
  'n/a',
  'na',
  'name',
  'none',
  'nobody',
  'null',
  'qwerty',
  'test',
  'tester',
  'testing',
  'undefined',
  'unknown',
]);

/** Two words that are placeholders only together: each is somebody's real name. */
const PLACEHOLDER_NAMES: ReadonlySet<string> = new Set([
  'foo bar',
  'john doe',
  'jane doe',
  'no name',
  'your name',
]);

/** No name has digits, addresses or the signs of markup in it. */
const NOT_OF_NAMES = /[\d@<>{}[\]\\|=_#$%^*~]|:\/\//;
/** `aaa`, `xxxx` */
const ONE_LETTER = /^(.)\1{2,}$/u;

/**
 * The name a lead goes by: in full as given, else first and last name.
 *
 * @returns null when there is none
 */
export function fullNameOf(profile: Pick<LeadProfile, 'name' | 'first_name' | 'last_name'>): string | null {
  const given = profile.name?.trim() ? [profile.name] : [profile.first_name, profile.last_name];
  const words = given.flatMap((text) => text?.split(/\s+/) ?? []).filter(Boolean);
  return words.length > 0 ? words.join(' ') : null;
}

/**
 * Says whether a name looks like made up: signs that no name has, one letter over and over, or words such as `test`
 * in every place. Real names of any script pass; short and rare ones too.
 *
 * @param name as `fullNameOf` answers it
 */
export function looksGenerated(name: string): boolean {
  const lower = name.toLowerCase();
  const isMadeUp = (word: string): boolean => PLACEHOLDERS.has(word) || ONE_LETTER.test(word);
  return NOT_OF_NAMES.test(name) || PLACEHOLDER_NAMES.has(lower) || lower.split(' ').every(isMadeUp);
}
