import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Platform, startPlatform } from '../../src/apps/start-platform';
import { readSettings } from '../../src/platform/config';
import { PLATFORM_SCHEDULE_SECONDS } from './cast';
import { type Cleanup } from './cleanup';

/**
 * Starts a platform of its own: free ports, a new database in a temporary directory, and nothing taken from
 * the environment, so that it neither meets nor touches another one.
 */
export async function startTemporaryPlatform(cleanup: Cleanup): Promise<Platform> {
  const dataDir = await mkdtemp(join(tmpdir(), 'synaptis-demo-'));
  cleanup.defer(() => removeData(dataDir));
  // PostgreSQL does not run as root: whoever it runs as instead has to enter. Secrets in it have modes of their own.
  await chmod(dataDir, 0o755);
  const result = readSettings({
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    RETRY_SCHEDULE: PLATFORM_SCHEDULE_SECONDS.map((wait) => `${wait}s`).join(','),
    SHUTDOWN_GRACE: '5s',
  });
  if (result.kind === 'invalid') throw new Error(result.problems.join('; '));
  const platform = await startPlatform(result.settings);
  cleanup.defer(() => platform.close());
  return platform;
}

/** The database is elsewhere when the temporary directory is closed to the account it runs as. */
async function removeData(dataDir: string): Promise<void> {
  const elsewhere = await readFile(join(dataDir, 'postgres.location'), 'utf8').catch(() => null);
  for (const path of [elsewhere, dataDir]) {
    if (path) await rm(path, { recursive: true, force: true, maxRetries: 3 });
  }
}
