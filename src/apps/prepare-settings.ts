import { mkdir } from 'node:fs/promises';
import { ReadySettings, type Settings } from '../platform/config';
import { developmentKey } from '../platform/crypto';
import { startEmbeddedPostgres } from '../platform/embedded-postgres';

export interface PreparedSettings {
  ready: ReadySettings;
  /** Stops what was started to fulfil the settings. */
  release: () => Promise<void>;
}

/**
 * Fills in what was left out: starts the embedded PostgreSQL, makes the development key.
 * @param share for a command next to a running platform: uses its database instead of refusing to start
 */
export async function prepareSettings(settings: Settings, share = false): Promise<PreparedSettings> {
  const { dataDir } = settings;
  const encryptionKey = settings.encryptionKey ?? (await madeIn(dataDir, developmentKey));
  if (settings.databaseUrl !== null) {
    const ready = new ReadySettings({ ...settings, databaseUrl: settings.databaseUrl, encryptionKey });
    return { ready, release: async () => undefined };
  }
  const postgres = await madeIn(dataDir, () => startEmbeddedPostgres({ dataDir, share }));
  const ready = new ReadySettings({ ...settings, databaseUrl: postgres.connectionString, encryptionKey });
  return { ready, release: () => postgres.stop() };
}

async function madeIn<T>(dataDir: string, make: (dataDir: string) => Promise<T>): Promise<T> {
  // Its secrets are files of mode 600; PostgreSQL may run as another user and has to be able to enter.
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  return make(dataDir);
}
