import fc from 'fast-check';
import { encodeId, idTimeMs, isId, lowestIdAt } from './id';

const MAX_MS = 2 ** 48 - 1;
const anyMs = fc.integer({ min: 0, max: MAX_MS });
const anyRandom = fc.uint8Array({ minLength: 10, maxLength: 10 });

/** Reads the 26 characters back as one big number, independently of the encoder. */
function bitsOf(id: string): bigint {
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
  return [...id.slice(id.indexOf('_') + 1)].reduce(
    (bits, character) => bits * 32n + BigInt(alphabet.indexOf(character)),
    0n,
  );
}

describe('encodeId', () => {
  it('writes the example of RFC 9562 appendix A.6', () => {
    // 017F22E2-79B0-7CC3-98C4-DC0C0C07398F
    const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(bitsOf(encodeId('evt', 0x017f22e279b0, random))).toBe(0x017f22e279b07cc398c4dc0c0c07398fn);
  });

  it('carries time, version, variant and 74 random bits', () => {
    fc.assert(
      fc.property(anyMs, anyRandom, (ms, random) => {
        const bits = bitsOf(encodeId('dlv', ms, random));
        const given = random.reduce((value, byte) => value * 256n + BigInt(byte), 0n);
        expect(bits >> 80n).toBe(BigInt(ms));
        expect((bits >> 76n) & 0xfn).toBe(7n);
        expect((bits >> 62n) & 3n).toBe(2n);
        expect((bits >> 64n) & 0xfffn).toBe((given >> 64n) & 0xfffn);
        expect(bits & (2n ** 62n - 1n)).toBe(given & (2n ** 62n - 1n));
      }),
    );
  });

  it('sorts as text the way time runs', () => {
    fc.assert(
      fc.property(anyMs, anyMs, anyRandom, anyRandom, (a, b, randomA, randomB) => {
        fc.pre(a < b);
        expect(encodeId('att', a, randomA) < encodeId('att', b, randomB)).toBe(true);
      }),
    );
  });

  it.each([-1, 1.5, Number.NaN, MAX_MS + 1])('refuses the time %p', (ms) => {
    expect(() => encodeId('evt', ms, new Uint8Array(10))).toThrow(RangeError);
  });

  it.each([9, 11])('refuses %i random bytes', (length) => {
    expect(() => encodeId('evt', 0, new Uint8Array(length))).toThrow(RangeError);
  });
});

describe('isId', () => {
  const id = encodeId('wh', 1_768_473_000_000, new Uint8Array(10).fill(255));

  it('accepts what encodeId makes, for that prefix only', () => {
    fc.assert(
      fc.property(anyMs, anyRandom, (ms, random) => {
        const made = encodeId('whs', ms, random);
        expect(isId('whs', made)).toBe(true);
        expect(isId('wh', made)).toBe(false);
        expect(isId('evt', made)).toBe(false);
      }),
    );
  });

  it('accepts a delivery id that shares the first half of its event id', () => {
    expect(isId('dlv', `dlv_${id.slice(3, 17)}${'z'.repeat(12)}`)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['another case', id.toUpperCase()],
    ['a character too few', id.slice(0, -1)],
    ['a character too many', `${id}0`],
    ['a line feed behind it', `${id}\n`],
    ['a letter outside the alphabet', `${id.slice(0, -1)}u`],
    ['more than 128 bits', `wh_8${id.slice(4)}`],
    ['a wrong separator', id.replace('_', '-')],
  ])('refuses %s', (_case, text) => {
    expect(isId('wh', text)).toBe(false);
  });
});

describe('idTimeMs', () => {
  it('gives back the creation time', () => {
    fc.assert(
      fc.property(anyMs, anyRandom, (ms, random) => {
        expect(idTimeMs(encodeId('buyer', ms, random))).toBe(ms);
      }),
    );
  });

  it('refuses what is not an id', () => {
    expect(() => idTimeMs('evt_short')).toThrow(RangeError);
  });
});

describe('lowestIdAt', () => {
  it('is not above any id of its millisecond and above all of the one before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_MS }), anyRandom, (ms, random) => {
        expect(lowestIdAt('evt', ms) <= encodeId('evt', ms, random)).toBe(true);
        expect(lowestIdAt('evt', ms) > encodeId('evt', ms - 1, random)).toBe(true);
      }),
    );
  });
});
