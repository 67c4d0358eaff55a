import { scanString } from './scan-string';

describe('scanString', () => {
  it.each(['""', '"a"', '"\\""', '"\\\\"', '"\\u00e9\\uD83D"', '"😀\u2028\u007f"'])(
    'reads %s to its end',
    (text) => {
      expect(scanString(text, 1)).toBe(text.length);
    },
  );

  it.each([
    ['"', 1],
    ['"abc', 4],
    ['"\\', 2],
    ['"\\x"', 2],
    ['"\\u12', 5],
    ['"\\u12g4"', 5],
    ['"\u0000"', 1],
    ['"a\u001f"', 2],
  ])('finds the fault in %j', (text, position) => {
    expect(scanString(text, 1)).toBe(~position);
  });
});
