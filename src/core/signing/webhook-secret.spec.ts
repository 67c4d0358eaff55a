import fc from 'fast-check';
import { checkSecret, formatSecret, secretKey } from './webhook-secret';

describe('formatSecret', () => {
  it('writes whsec_ and base64 that decodes to the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 64 }), (bytes) => {
        const secret = formatSecret(bytes);
        expect(checkSecret(secret)).toBeNull();
        expect(Uint8Array.from(secretKey(secret))).toEqual(bytes);
      }),
    );
  });
});

describe('checkSecret', () => {
  const good = formatSecret(new Uint8Array(32).fill(251));

  it.each([24, 64])('accepts %i bytes', (length) => {
    expect(checkSecret(formatSecret(new Uint8Array(length)))).toBeNull();
  });

  it.each([0, 23, 65])('refuses %i bytes and says so', (length) => {
    expect(checkSecret(formatSecret(new Uint8Array(length)))).toContain(`has ${length}`);
  });

  it.each([
    ['no prefix', good.slice(6)],
    ['another prefix', good.replace('whsec', 'WHSEC')],
    ['no padding', good.replace('=', '')],
    ['too much padding', `${good}=`],
    ['the URL alphabet', good.replaceAll('+', '-')],
    ['a line feed', `${good}\n`],
    ['a space in front', good.replace('_', '_ ')],
    // The last character before the padding holds bits that decode to nothing.
    ['bits that decoding drops', good.replace(/.=$/, '9=')],
    ['no base64', 'whsec_¯\\_(ツ)_/¯'],
  ])('refuses %s without repeating the secret', (_case, text) => {
    expect(text).not.toBe(good);
    const sentence = checkSecret(text);
    expect(sentence).toMatch(/\.$/);
    expect(sentence).not.toContain(text.slice(6));
  });
});

describe('secretKey', () => {
  it.each(['', 'whsec_', 'plJ3nmyCDGBKInavdOK15jsl'])('refuses %p', (text) => {
    expect(() => secretKey(text)).toThrow(RangeError);
  });
});
