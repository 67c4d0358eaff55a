import fc from 'fast-check';
import { isE164, normalisePhone } from './normalise-phone';

const E164 = /^\+[1-9]\d{6,14}$/;
const tenDigits = fc.stringMatching(/^[2-9]\d{9}$/);
const punctuation = fc.constantFrom('', ' ', '-', '.', '(', ')', ') ', '/', '\u00a0', '\u2011', '\u202a');
const phoneLike = fc.oneof(
  fc.stringMatching(/^\+?[\d ()./-]{0,24}$/),
  fc.stringMatching(/^\+[1-9]\d{6,15}$/),
);

describe('normalisePhone', () => {
  it.each([
    ['5551234567', '+15551234567'],
    ['(555) 123-4567', '+15551234567'],
    ['555.123.4567', '+15551234567'],
    ['555/123-4567', '+15551234567'],
    ['1-555-123-4567', '+15551234567'],
    ['15551234567', '+15551234567'],
    ['+1 (813) 555-2001', '+18135552001'],
    ['(+1) 813 555 2001', '+18135552001'],
    ['\u202a+1 813\u2011555\u20112001\u202c', '+18135552001'],
    ['+18135552001', '+18135552001'],
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['+442079460958', '+442079460958'],
    [' 813 555 2001\n', '+18135552001'],
  ])('brings %j to %s', (text, expected) => {
    expect(normalisePhone(text)).toBe(expected);
  });

  it.each([
    ['', 'nothing'],
    ['+', 'a plus alone'],
    ['555123456', 'nine digits'],
    ['25551234567', 'eleven digits that do not start with 1'],
    ['011442079460958', 'a number dialled abroad'],
    ['00442079460958', 'an international prefix instead of a plus'],
    ['+1555123456', 'a US number too short'],
    ['+155512345678', 'a US number too long'],
    ['+999123456789', 'a country code nobody has'],
    ['+05551234567', 'a country code that starts with 0'],
    ['+84000000000', 'zeros that each could be a trunk prefix'],
    ['++18135552001', 'two pluses'],
    ['1+8135552001', 'a plus within'],
    ['813-555-2001 x12', 'an extension'],
    ['813-555-2001;ext=12', 'an extension of RFC 3966'],
    ['tel:+18135552001', 'a URI'],
    ['1-800-FLOWERS', 'letters'],
    ['813555200O', 'the letter O'],
    ['813٥٥٥2001', 'Arabic digits'],
    ['８１３５５５２００１', 'full-width digits'],
    ['8135552001\u0000', 'a NUL'],
    ['8135552001, 8135552002', 'two numbers'],
    [`813555${' '.repeat(23)}2001`, 'more than 32 characters'],
  ])('refuses %j: %s', (text) => {
    expect(normalisePhone(text)).toBeNull();
  });

  it('reads up to 32 characters', () => {
    expect(normalisePhone(`813555${' '.repeat(22)}2001`)).toBe('+18135552001');
  });

  it('answers E.164 or null, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), phoneLike), (text) => {
        const normalised = normalisePhone(text);
        expect(normalised === null || E164.test(normalised)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves what it answered as it is', () => {
    fc.assert(
      fc.property(phoneLike, (text) => {
        const once = normalisePhone(text);
        fc.pre(once !== null);
        expect(normalisePhone(once)).toBe(once);
        expect(isE164(once)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('answers the same whatever stands between the digits', () => {
    fc.assert(
      fc.property(
        tenDigits,
        fc.constantFrom('', '1', '+1'),
        fc.array(punctuation, { minLength: 4, maxLength: 4 }),
        (digits, prefix, [a, b, c, d]) => {
          const text = `${a}${prefix}${b}${digits.slice(0, 3)}${c}${digits.slice(3, 6)}${d}${digits.slice(6)}`;
          expect(normalisePhone(text)).toBe(`+1${digits}`);
        },
      ),
    );
  });
});

describe('isE164', () => {
  it.each(['+18135552001', '+15551234567', '+442079460958', '+4930123'])('knows %s', (text) => {
    expect(isE164(text)).toBe(true);
  });

  it.each([
    '8135552001',
    '18135552001',
    '+1 8135552001',
    '+4402079460958',
    '+1813555200',
    '+18135552001\n',
    '',
  ])('refuses %j', (text) => {
    expect(isE164(text)).toBe(false);
  });
});
