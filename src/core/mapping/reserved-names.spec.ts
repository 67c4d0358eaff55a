import { findReservedName } from './reserved-names';

describe('findReservedName', () => {
  it.each([['_jsonata_lambda'], ['_jsonata_function']])('finds the field %s wherever it is', (name) => {
    expect(findReservedName(JSON.stringify({ a: [{ [name]: false }] }))).toBe(name);
  });

  it('is not deceived by a text that looks like one', () => {
    expect(
      findReservedName(JSON.stringify({ a: '"_jsonata_lambda":', _jsonata: 1, b: '_jsonata_lambda' })),
    ).toBeNull();
  });
});
