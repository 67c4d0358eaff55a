import { normaliseState, US_STATES } from './us-states';

describe('US_STATES', () => {
  it('has fifty states, the capital, eight territories and associated states, three armed-forces areas', () => {
    expect(new Set(US_STATES).size).toBe(62);
    expect(US_STATES).toEqual(expect.arrayContaining(['TX', 'DC', 'PR', 'AE']));
  });
});

describe('normaliseState', () => {
  it.each([
    ['TX', 'TX'],
    ['tx', 'TX'],
    [' Tx ', 'TX'],
    ['Texas', 'TX'],
    ['new  YORK', 'NY'],
    ['N.Y.', 'NY'],
    ['D.C.', 'DC'],
    ['district of columbia', 'DC'],
    ['puerto rico', 'PR'],
  ])('brings %j to %s', (text, code) => {
    expect(normaliseState(text)).toBe(code);
  });

  it.each(['', ' ', '.', 'XX', 'Ontario', 'TX 75001', 'Tex', '__proto__', 'constructor', 'ｔｘ'])(
    'refuses %j',
    (text) => {
      expect(normaliseState(text)).toBeNull();
    },
  );
});
