import { type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type ReadySettings } from '../platform/config';
import { hasPendingMigrations } from '../platform/database';
import { prepareQueueBackend } from '../platform/queue';
import { CliError } from './cli-error';
import { CliModule } from './cli.module';
import { withSettings } from './open-settings';
import { type Session } from './session';

/**
 * Runs `work` with the services of these rooms: the same ones the API calls. Whatever was opened for it is
 * closed again.
 *
 * @throws CliError SCHEMA_OUTDATED when migrations are waiting
 */
export async function withRooms<T>(
  session: Session,
  rooms: Type[],
  work: (context: INestApplicationContext) => Promise<T>,
): Promise<T> {
  return withSettings(session, async (ready) => {
    await prepareStores(ready);
    // Without abortOnError Nest would end the process itself, with a code of its own.
    const options = { logger: false, abortOnError: false } as const;
    const context = await NestFactory.createApplicationContext(CliModule.with(ready, rooms), options);
    try {
      return await work(context);
    } finally {
      await context.close();
    }
  });
}

async function prepareStores(ready: ReadySettings): Promise<void> {
  if (await hasPendingMigrations(ready.databaseUrl)) {
    throw new CliError(
      'SCHEMA_OUTDATED',
      'The database schema is not up to date: run `synaptis migrate` first.',
    );
  }
  await prepareQueueBackend(ready);
}
