import { randomBytes } from 'node:crypto';
import { type ReadySettings } from '../config';
import { Cipher } from './cipher';

const cipherWith = (encryptionKey: Buffer, encryptionKeyPrevious: Buffer | null = null) =>
  new Cipher({ encryptionKey, encryptionKeyPrevious } as ReadySettings);

describe('Cipher', () => {
  const key = randomBytes(32);

  it('opens what it sealed, and seals the same text differently each time', () => {
    const cipher = cipherWith(key);
    const sealed = cipher.encrypt('whsec_Zoë', 'whs_1');
    expect(cipher.decrypt(sealed, 'whs_1')).toBe('whsec_Zoë');
    expect(cipher.encrypt('whsec_Zoë', 'whs_1').equals(sealed)).toBe(false);
    expect(sealed.includes('whsec_')).toBe(false);
  });

  it('does not open bytes that were moved to another row or changed', () => {
    const cipher = cipherWith(key);
    const sealed = cipher.encrypt('secret', 'whs_1');
    expect(() => cipher.decrypt(sealed, 'whs_2')).toThrow(/authenticate/);
    for (let index = 4; index < sealed.length; index++) {
      const altered = Buffer.from(sealed);
      altered[index]! ^= 1;
      expect(() => cipher.decrypt(altered, 'whs_1')).toThrow(/authenticate|not configured/);
    }
  });

  it('opens with the previous key during a rotation, and seals with the current one', () => {
    const sealed = cipherWith(key).encrypt('secret', 'whs_1');
    const next = randomBytes(32);
    const rotating = cipherWith(next, key);
    expect(rotating.decrypt(sealed, 'whs_1')).toBe('secret');
    expect(cipherWith(next).decrypt(rotating.encrypt('secret', 'whs_1'), 'whs_1')).toBe('secret');
  });

  it('says which setting is missing when the key is gone', () => {
    const sealed = cipherWith(key).encrypt('secret', 'whs_1');
    expect(() => cipherWith(randomBytes(32)).decrypt(sealed, 'whs_1')).toThrow(/ENCRYPTION_KEY_PREVIOUS/);
  });
});
