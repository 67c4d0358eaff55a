import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres';
import { builtProject } from './built-project';
import { isProjectOpen } from './project-place';
import { findRedisServer } from './redis-server';

/**
 * One real PostgreSQL for all suites of a run, in which each suite makes a database of its own, and one build for
 * what they start as processes.
 */
export default async function globalSetup(): Promise<void> {
  builtProject();
  const dataDir = await mkdtemp(join(tmpdir(), 'synaptis-test-'));
  // As root, PostgreSQL runs as an unprivileged user, who has to be able to enter.
  await chmod(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir });
  process.env['TEST_DATABASE_URL'] = postgres.connectionString;
  Object.assign(globalThis, { testPostgres: postgres, testDataDir: dataDir });
  if (findRedisServer() === null) {
    process.stderr.write(
      '\nNOT RUN: the Redis halves of the queue suites. Put redis-server on PATH to run them.\n\n',
    );
  }
  if (process.getuid?.() === 0 && !isProjectOpen()) {
    process.stderr.write(
      '\nNOT RUN: starting the embedded server as another user, who cannot enter this directory.\n\n',
    );
  }
}
