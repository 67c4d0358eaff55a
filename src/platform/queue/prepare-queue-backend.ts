import { BullModule } from '@nestjs/bullmq';
import { createRedisBackend, runMigrations, setDefaultBackendFactory } from 'bullmq';
import { Client } from 'pg';
import { type ReadySettings } from '../config';
import { createSteadyPostgresBackend } from './create-steady-postgres-backend';
import { workerClassFor } from './delivery-worker';
import { QUEUE_SCHEMA } from './queue-options';

/**
 * Chooses BullMQ's backend and worker for the whole process and, on PostgreSQL, brings its tables up to date.
 * Must run before Nest is created: `@nestjs/bullmq` has no other place to say it.
 */
export async function prepareQueueBackend(settings: ReadySettings): Promise<void> {
  BullModule.workerClass = workerClassFor(settings);
  if (settings.redisUrl !== null) {
    setDefaultBackendFactory(createRedisBackend);
    return;
  }
  setDefaultBackendFactory(createSteadyPostgresBackend);
  await migrateQueue(settings.databaseUrl);
}

/** BullMQ takes an advisory lock of its own, so several processes may start at once. */
export async function migrateQueue(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 3_000 });
  await client.connect();
  try {
    await runMigrations(client, QUEUE_SCHEMA);
  } finally {
    await client.end();
  }
}
