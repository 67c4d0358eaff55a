import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatSecret } from '../core/signing';

/** The secret that the printed example and `npm run receiver` share, so that the receiver can verify. */
export function receiverSecret(dataDir: string): string {
  const path = join(dataDir, 'receiver-secret');
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  try {
    writeFileSync(path, formatSecret(randomBytes(32)), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(path, 'utf8').trim();
}
