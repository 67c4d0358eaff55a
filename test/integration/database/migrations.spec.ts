import { migrations } from '../../../migrations';
import { StartError } from '../../../src/apps/start-error';
import { startPlatform } from '../../../src/apps/start-platform';
import { hasPendingMigrations, migrate, revertLastMigration } from '../../../src/platform/database';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { settingsOf } from '../../support/test-platform';

/** Everything a schema is made of, as lines that can be compared. */
async function schemaOf(database: TestDatabase): Promise<string[]> {
  const rows = await database.query<{ line: string }>(`
    SELECT format('%s.%s %s %s %s %s', table_name, column_name, data_type, collation_name, is_nullable, column_default)
      AS line FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'migrations'
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'migrations'
    UNION ALL SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 'migrations'::regclass
    UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    ORDER BY 1`);
  return rows.map(({ line }) => line);
}

describe('migrations', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase({ isMigrated: false });
  });

  afterEach(() => database.drop());

  it('go up, down and up again to the same schema, and leave nothing behind in between', async () => {
    const { applied } = await migrate(database.url);
    expect(applied).toHaveLength(migrations.length);
    const first = await schemaOf(database);
    expect(first.length).toBeGreaterThan(100);
    for (const _ of migrations) await revertLastMigration(database.url);
    expect(await schemaOf(database)).toEqual([]);
    await migrate(database.url);
    expect(await schemaOf(database)).toEqual(first);
  });

  it('go one step back and forth to the same schema', async () => {
    await migrate(database.url);
    const newest = await schemaOf(database);
    await revertLastMigration(database.url);
    expect(await hasPendingMigrations(database.url)).toBe(true);
    expect((await migrate(database.url)).applied).toHaveLength(1);
    expect(await hasPendingMigrations(database.url)).toBe(false);
    expect(await schemaOf(database)).toEqual(newest);
  });

  it('run once when five processes begin at the same moment', async () => {
    const reports = await Promise.all([1, 2, 3, 4, 5].map(() => migrate(database.url)));
    const applied = reports.flatMap((report) => report.applied);
    expect(applied).toHaveLength(migrations.length);
    const recorded = await database.query<{ name: string }>('SELECT name FROM migrations ORDER BY id');
    expect(recorded.map(({ name }) => name)).toEqual(applied);
  });

  it('are waited for by no process: it refuses to start on a schema that is not up to date', async () => {
    const ENCRYPTION_KEY = Buffer.alloc(32, 1).toString('base64');
    const settings = settingsOf({
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATABASE_URL: database.url,
      ENCRYPTION_KEY,
    });
    const start = startPlatform(settings);
    await expect(start).rejects.toThrow(StartError);
    await expect(start).rejects.toThrow(
      'The database schema is not up to date: run `npm run migrate` first.',
    );
    expect(await schemaOf(database)).toEqual([]);
  });
});
