import { bearerTokenOf } from './bearer-token';

describe('bearerTokenOf', () => {
  it.each(['Bearer abc', 'bearer abc', 'BEARER   abc'])('reads the token of %j', (header) => {
    expect(bearerTokenOf(header)).toBe('abc');
  });

  it('reads a key whole', () => {
    expect(bearerTokenOf('Bearer l2i_a-B_9')).toBe('l2i_a-B_9');
  });

  it.each([
    undefined,
    '',
    'abc',
    'Bearer',
    'Bearer ',
    'Basic abc',
    'Bearer a b',
    'Bearer a\tb',
    'XBearer abc',
  ])('finds none in %j', (header) => {
    expect(bearerTokenOf(header)).toBeNull();
  });
});
