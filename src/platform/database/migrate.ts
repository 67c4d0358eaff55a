import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source-options';

/** Any constant will do, as long as every process takes the same lock. */
const MIGRATION_LOCK = 7_261_094;

export interface MigrationReport {
  applied: string[];
}

/**
 * Brings the schema up to date. Any number of processes may call this at the same moment:
 * one migrates, the others wait for it and find nothing left to do.
 *
 * @param url PostgreSQL connection string
 */
export async function migrate(url: string): Promise<MigrationReport> {
  return withLockedDataSource(url, async (dataSource) => {
    const applied = await dataSource.runMigrations();
    return { applied: applied.map(({ name }) => name) };
  });
}

/** Takes the newest migration back. */
export async function revertLastMigration(url: string): Promise<void> {
  await withLockedDataSource(url, (dataSource) => dataSource.undoLastMigration());
}

/** True when migrations are waiting, so that a process refuses to run on an old schema. */
export async function hasPendingMigrations(url: string): Promise<boolean> {
  const dataSource = await new DataSource(
    dataSourceOptions(url, { poolSize: 2, isUnhurried: true }),
  ).initialize();
  try {
    return await dataSource.showMigrations();
  } finally {
    await dataSource.destroy();
  }
}

async function withLockedDataSource<T>(
  url: string,
  work: (dataSource: DataSource) => Promise<T>,
): Promise<T> {
  const dataSource = await new DataSource(
    dataSourceOptions(url, { poolSize: 2, isUnhurried: true }),
  ).initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work(dataSource);
  } finally {
    await lock.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    await lock.release();
    await dataSource.destroy();
  }
}
