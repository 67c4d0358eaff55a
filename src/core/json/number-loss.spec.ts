import fc from 'fast-check';
import { isSurelyExact, numberLoss } from './number-loss';

describe('numberLoss', () => {
  it.each([
    '0',
    '-0',
    '0.0',
    '0e999',
    '1.0',
    '1e2',
    '1E+2',
    '1.50',
    '100e-2',
    '0.1',
    '9007199254740991',
    '-9007199254740991',
    '9007199254740992.0',
    '1e21',
    '1.7976931348623157e308',
    '5e-324',
    `0.${'0'.repeat(300)}1`,
    `1${'0'.repeat(22)}.0`,
  ])('lets %s pass', (literal) => {
    expect(numberLoss(literal)).toBeNull();
  });

  it.each([
    '9007199254740992',
    '-9007199254740992',
    '9007199254740993.0',
    '12345678901234567890',
    '1e400',
    '-1e400',
    '1e-400',
    '1e99999999999999999999999',
    '0.1000000000000000055',
    '3.14159265358979323846',
    '1.7976931348623159e308',
    '123456789012345678e-2',
  ])('stops %s', (literal) => {
    expect(numberLoss(literal)).toContain(literal);
  });

  it('shows the beginning of a long number', () => {
    expect(numberLoss('9'.repeat(1_000))).toContain(`${'9'.repeat(40)}… is beyond`);
  });

  it('lets pass whatever JavaScript writes for a double, and stops it with a digit behind', () => {
    const double = fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((value) => !Number.isInteger(value));
    fc.assert(
      fc.property(double, (value) => {
        const literal = String(value);
        expect(numberLoss(literal)).toBeNull();
        const [mantissa = '', power] = literal.split('e');
        const longer = `${mantissa}${mantissa.includes('.') ? '' : '.'}${'0'.repeat(20)}1`;
        expect(numberLoss(power === undefined ? longer : `${longer}e${power}`)).not.toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });

  it('agrees with exact arithmetic about decimals of every length', () => {
    const decimal = fc.tuple(
      fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n }),
      fc.integer({ min: 1, max: 24 }),
    );
    fc.assert(
      fc.property(decimal, ([digits, places]) => {
        const padded = String(digits < 0n ? -digits : digits).padStart(places + 1, '0');
        const literal = `${digits < 0n ? '-' : ''}${padded.slice(0, -places)}.${padded.slice(-places)}`;
        // Shortest text that reads back as the double, blown up to an integer over 10^60.
        const [mantissa = '', power = '0'] = String(Number(literal)).split('e');
        const [whole = '', fraction = ''] = mantissa.split('.');
        const arrives = BigInt(whole + fraction) * 10n ** BigInt(60 - fraction.length + Number(power));
        expect(numberLoss(literal) === null).toBe(arrives === digits * 10n ** BigInt(60 - places));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('isSurelyExact', () => {
  it('passes only what numberLoss passes', () => {
    const literal = fc.stringMatching(/^-?(0|[1-9]\d{0,9})(\.\d{1,9})?([eE][+-]?\d{1,3})?$/);
    fc.assert(
      fc.property(literal, (text) => {
        fc.pre(isSurelyExact(text, 0, text.length));
        expect(numberLoss(text)).toBeNull();
      }),
    );
  });

  it('passes ordinary numbers inside a text', () => {
    expect(isSurelyExact('[12345,1e2]', 1, 6)).toBe(true);
    expect(isSurelyExact('[12345,1e2]', 7, 10)).toBe(false);
    expect(isSurelyExact('1234567890123456', 0, 16)).toBe(false);
  });
});
