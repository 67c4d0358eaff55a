import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ReadySettings } from '../config';

const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

interface Key {
  id: Buffer;
  bytes: Buffer;
}

/**
 * Encrypts small secrets for the database: AES-256-GCM (NIST SP 800-38D) with the row's
 * id as associated data, so a ciphertext copied to another row does not open.
 * Layout: 4 bytes key id, 12 bytes nonce, ciphertext, 16 bytes tag.
 */
@Injectable()
export class Cipher {
  private readonly current: Key;
  private readonly keys: Key[];

  constructor(settings: ReadySettings) {
    this.current = toKey(settings.encryptionKey);
    const previous = settings.encryptionKeyPrevious;
    this.keys = previous ? [this.current, toKey(previous)] : [this.current];
  }

  /**
   * @param plain the secret text
   * @param rowId id of the row it is stored in
   */
  encrypt(plain: string, rowId: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.current.bytes, nonce).setAAD(Buffer.from(rowId));
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return Buffer.concat([this.current.id, nonce, sealed, cipher.getAuthTag()]);
  }

  /** @throws Error when the key is gone or the bytes were altered or moved to another row */
  decrypt(sealed: Buffer, rowId: string): string {
    const keyId = sealed.subarray(0, KEY_ID_BYTES);
    const key = this.keys.find((candidate) => candidate.id.equals(keyId));
    if (!key) {
      throw new Error(
        'A stored secret was encrypted with a key that is not configured: set ENCRYPTION_KEY_PREVIOUS to it',
      );
    }
    const nonce = sealed.subarray(KEY_ID_BYTES, KEY_ID_BYTES + NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce)
      .setAAD(Buffer.from(rowId))
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    const body = sealed.subarray(KEY_ID_BYTES + NONCE_BYTES, -TAG_BYTES);
    return decipher.update(body, undefined, 'utf8') + decipher.final('utf8');
  }
}

function toKey(bytes: Buffer): Key {
  return { id: createHash('sha256').update(bytes).digest().subarray(0, KEY_ID_BYTES), bytes };
}
