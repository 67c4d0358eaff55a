import fc from 'fast-check';
import { toCustomFields } from './to-custom-fields';

const anyFields = fc.dictionary(
  fc.constantFrom('a', 'body_a', 'body_body_a', '__proto__', 'constructor', '1'),
  fc.jsonValue(),
  { noNullPrototype: true },
);

describe('toCustomFields', () => {
  it('keeps metadata under its own names', () => {
    expect(toCustomFields({ a: 1, b: { c: null } }, {})).toEqual({ a: 1, b: { c: null } });
  });

  it('puts body_ in front of names that metadata has too', () => {
    expect(toCustomFields({ a: 1, body_a: 2 }, { a: 3, b: 4 })).toEqual({
      a: 1,
      body_a: 2,
      body_body_a: 3,
      b: 4,
    });
  });

  it('loses no value, whatever the names', () => {
    fc.assert(
      fc.property(anyFields, anyFields, (metadata, unknown) => {
        const kept = Object.entries(toCustomFields(metadata, unknown));
        expect(kept).toHaveLength(Object.keys(metadata).length + Object.keys(unknown).length);
        for (const [name, value] of Object.entries(metadata)) expect(new Map(kept).get(name)).toBe(value);
        for (const [name, value] of Object.entries(unknown)) {
          expect(kept.some(([as, one]) => as.endsWith(name) && one === value)).toBe(true);
        }
      }),
    );
  });
});
