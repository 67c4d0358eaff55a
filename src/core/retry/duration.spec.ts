import fc from 'fast-check';
import { parseDuration } from './duration';

describe('parseDuration', () => {
  it.each([
    ['0s', 0],
    ['250ms', 250],
    ['5s', 5_000],
    ['1.5s', 1_500],
    ['1.001s', 1_001],
    ['0.25m', 15_000],
    ['30m', 1_800_000],
    ['24h', 86_400_000],
  ])('reads %s as %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each([
    '',
    '5',
    's',
    '-5s',
    '+5s',
    '5 s',
    ' 5s',
    '5s\n',
    '5S',
    '5d',
    '5m30s',
    '1e3ms',
    '.5s',
    '5.s',
    '0.5ms',
    '0.0001s',
    'Infinitys',
    '999999999999999h',
  ])('refuses %p', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it('is exact for any number of milliseconds written as seconds', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 31 - 1 }), (ms) => {
        const text = `${Math.floor(ms / 1_000)}.${String(ms % 1_000).padStart(3, '0')}s`;
        expect(parseDuration(text)).toBe(ms);
      }),
    );
  });
});
