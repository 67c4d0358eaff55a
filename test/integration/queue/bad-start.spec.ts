import { setTimeout as pause } from 'node:timers/promises';
import { Queue, setDefaultBackendFactory, Worker } from 'bullmq';
import { migrateQueue } from '../../../src/platform/queue';
import { createSteadyPostgresBackend } from '../../../src/platform/queue/create-steady-postgres-backend';
import { TcpProxy } from '../../support/tcp-proxy';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { waitFor } from '../../support/wait-for';

describe('a queue on PostgreSQL whose first connections fail', () => {
  let database: TestDatabase;
  let proxy: TcpProxy;

  beforeAll(async () => {
    database = await createTestDatabase();
    await migrateQueue(database.url);
    proxy = await TcpProxy.start(database.url);
    setDefaultBackendFactory(createSteadyPostgresBackend);
  });

  afterAll(async () => {
    await proxy.stop();
    await database.drop();
  });

  it('lets the process go on, and works once the database is there', async () => {
    proxy.cut();
    const connection = { connectionString: proxy.through(database.url), schema: 'bullmq', max: 2 };
    const queue = new Queue('late', { connection });
    const done: string[] = [];
    const worker = new Worker('late', async ({ name }) => void done.push(name), { connection });
    const failures: Error[] = [];
    queue.on('error', () => undefined);
    worker.on('error', (error) => failures.push(error));
    try {
      await expect(queue.add('too-early', {})).rejects.toThrow(/terminated|ECONNRESET/);
      // Once the worker's loop never let this timer fire.
      await pause(1_500);
      expect(failures.length).toBeGreaterThan(0);
      expect(failures.length).toBeLessThan(20);

      proxy.mend();
      await queue.add('later', {});
      await waitFor('the job to be done', () => done.includes('later'));
    } finally {
      await worker.close(true);
      await queue.close();
    }
  });
});
