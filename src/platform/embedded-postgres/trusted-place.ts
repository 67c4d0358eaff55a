import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Account, canUse } from './account';
import { EmbeddedPostgresUnsupportedError } from './errors';

const FOLDER = 'synaptis-webhooks';

/**
 * A directory that only we can write to and the account can enter, for what cannot stay in a closed directory
 * such as root's home. The first choice survives a reboot.
 */
export function openTrustedPlace(account: Account): string {
  for (const base of ['/var/lib', tmpdir(), '/tmp']) {
    const place = join(base, FOLDER);
    if (makeTrusted(place) && canUse([place], account)) return place;
  }
  throw new EmbeddedPostgresUnsupportedError(
    `No directory was found that user ${account.uid} can enter and nobody else can write to ` +
      `(tried ${FOLDER} in /var/lib and the temporary directories).`,
  );
}

/** Whether the entry itself (a symlink is not followed) is ours and nobody else can change it. */
export function isOurs(path: string): boolean {
  const stats = lstatSync(path);
  const isClosedToOthers = stats.isSymbolicLink() || (stats.mode & 0o022) === 0;
  return stats.uid === process.getuid?.() && isClosedToOthers;
}

function makeTrusted(place: string): boolean {
  try {
    mkdirSync(place);
    chmodSync(place, 0o755);
    return true;
  } catch (error) {
    // Somebody else may have put it there first: only a real directory of our own will do.
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
    return isThere && lstatSync(place).isDirectory() && isOurs(place);
  }
}
