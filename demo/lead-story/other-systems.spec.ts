import { signBody } from './other-systems';

describe('signBody', () => {
  it('is HMAC-SHA256 in hexadecimal, as in RFC 4231, test case 2', () => {
    expect(signBody('what do ya want for nothing?', 'Jefe')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });
});
