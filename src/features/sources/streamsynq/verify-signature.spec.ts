import { isSignedByOne } from './verify-signature';

/** RFC 4231, test case 2. */
const SECRET = 'Jefe';
const BODY = 'what do ya want for nothing?';
const SIGNATURE = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';

describe('isSignedByOne', () => {
  it.each([
    ['the example of RFC 4231', [SECRET], SIGNATURE],
    ['upper-case digits', [SECRET], SIGNATURE.toUpperCase()],
    ['any of several secrets', ['new', SECRET, 'old'], SIGNATURE],
  ])('accepts %s', (_case, secrets, signature) => {
    expect(isSignedByOne(secrets, { signature, body: BODY })).toBe(true);
  });

  it.each<[string, string[], unknown, string]>([
    ['no signature', [SECRET], undefined, BODY],
    ['a list', [SECRET], [SIGNATURE], BODY],
    ['another body', [SECRET], SIGNATURE, `${BODY} `],
    ['another secret', ['jefe'], SIGNATURE, BODY],
    ['no secret', [], SIGNATURE, BODY],
    ['a signature that is cut', [SECRET], SIGNATURE.slice(0, -2), BODY],
    ['a signature with more behind it', [SECRET], `${SIGNATURE}\n`, BODY],
    ['a signature with a digit that is none', [SECRET], `${SIGNATURE.slice(0, -1)}g`, BODY],
  ])('refuses %s', (_case, secrets, signature, body) => {
    expect(isSignedByOne(secrets, { signature, body })).toBe(false);
  });
});
