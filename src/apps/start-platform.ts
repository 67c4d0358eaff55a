import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccountsService } from '../features/auth';
import { mountOpenApi } from '../http/openapi';
import { createHttpApp } from '../http/server';
import { type ReadySettings, type Settings } from '../platform/config';
import { hasPendingMigrations, migrate } from '../platform/database';
import { prepareQueueBackend } from '../platform/queue';
import { prepareSettings } from './prepare-settings';
import { RootModule } from './root.module';
import { StartError } from './start-error';

/** On top of the grace period, for closing connections. */
const CLOSE_LIMIT_MS = 5_000;

/** A running process of the platform. */
export interface Platform {
  app: NestFastifyApplication;
  settings: ReadySettings;
  /** Where it listens, such as `http://127.0.0.1:3000`. */
  url: string;
  /** The first account's key, when this start made it: the only time it can be shown. */
  createdKey: string | null;
  /** Finishes or hands back what is under way, then stops everything this start started. */
  close(): Promise<void>;
}

/**
 * Starts API, worker or both, on an embedded PostgreSQL when no other is configured.
 * @throws StartError with a sentence for the operator when something outside is not as it must be
 */
export async function startPlatform(settings: Settings): Promise<Platform> {
  const { ready, release } = await prepareSettings(settings);
  try {
    await prepareStores(ready, settings.databaseUrl === null);
    const app = await createApp(ready);
    const createdKey = await open(app, ready);
    const close = async () => {
      await closeWithin(app, ready.shutdownGraceMs + CLOSE_LIMIT_MS);
      await release();
    };
    return { app, settings: ready, url: await app.getUrl(), createdKey, close };
  } catch (error) {
    await release();
    throw error;
  }
}

/** @returns the first account's key; it is made last, because it is shown only if nothing fails any more */
async function open(app: NestFastifyApplication, ready: ReadySettings): Promise<string | null> {
  try {
    await listen(app, ready);
    return await ensureFirstAccount(app, ready);
  } catch (error) {
    await app.close();
    throw error;
  }
}

async function listen(app: NestFastifyApplication, { port, host }: ReadySettings): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    const reason = LISTEN_FAILURES[String((error as NodeJS.ErrnoException).code)];
    if (reason === undefined) throw error;
    throw new StartError(`Cannot listen on ${host}:${port}: ${reason}`, { cause: error });
  }
}

const LISTEN_FAILURES: Record<string, string> = {
  EADDRINUSE: 'another program does already. Stop it, or set PORT to another number.',
  EACCES: 'this user may not use that port. Set PORT to 1024 or above.',
  EADDRNOTAVAIL: 'this machine has no such address. Set HOST to one it has.',
  ENOTFOUND: 'there is no such host name. Set HOST to an address of this machine.',
};

/** Something that is away may keep its connections from closing; PostgreSQL knows what was left. */
async function closeWithin(app: NestFastifyApplication, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([app.close(), limit]).finally(() => clearTimeout(timer));
}

async function prepareStores(ready: ReadySettings, isEmbedded: boolean): Promise<void> {
  if (isEmbedded) await migrate(ready.databaseUrl);
  else if (await hasPendingMigrations(ready.databaseUrl)) {
    throw new StartError('The database schema is not up to date: run `npm run migrate` first.');
  }
  await prepareQueueBackend(ready);
}

async function createApp(ready: ReadySettings): Promise<NestFastifyApplication> {
  const app = await createHttpApp(RootModule.for(ready));
  mountOpenApi(app);
  return app;
}

async function ensureFirstAccount(
  app: NestFastifyApplication,
  { role }: ReadySettings,
): Promise<string | null> {
  if (role === 'worker') return null;
  return (await app.get(AccountsService, { strict: false }).ensureFirstAccount()).createdKey;
}
