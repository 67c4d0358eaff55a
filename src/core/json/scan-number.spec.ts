import { scanNumber } from './scan-number';

describe('scanNumber', () => {
  it.each(['0', '-0', '12', '0.5', '1e5', '1E+05', '-1.25e-7'])('reads %s to its end', (number) => {
    expect(scanNumber(number, 0)).toBe(number.length);
    expect(scanNumber(`[${number}]`, 1)).toBe(number.length + 1);
  });

  it('ends behind a leading zero', () => {
    expect(scanNumber('012', 0)).toBe(1);
  });

  it.each([
    ['-', 1],
    ['-a', 1],
    ['1.', 2],
    ['1.e5', 2],
    ['1e', 2],
    ['1e+', 3],
    ['1e+a', 3],
  ])('finds the digit that is missing in %s', (text, position) => {
    expect(scanNumber(text, 0)).toBe(~position);
  });
});
