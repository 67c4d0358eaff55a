import { type Command } from 'commander';
import { type ReadySettings } from '../../platform/config';
import { migrate, revertLastMigration } from '../../platform/database';
import { migrateQueue } from '../../platform/queue';
import { withSettings } from '../open-settings';
import { type Session } from '../session';

const EXAMPLES = `
Examples:
  $ synaptis migrate
  $ DATABASE_URL=postgres://… synaptis migrate --json
  $ synaptis migrate --revert`;

/** `migrate`: safe to run from several places at once, and as often as one likes. */
export function addMigrateCommand(program: Command, session: Session): void {
  program
    .command('migrate')
    .summary('bring the database schema up to date')
    .description(
      'Brings the tables of the platform and of its queue up to date. Running it again changes nothing.',
    )
    .option('--revert', 'take the newest migration back, and the data that only it made room for')
    .addHelpText('after', EXAMPLES)
    .action((options: { revert?: boolean }) =>
      withSettings(session, (ready) => (options.revert ? revert(session, ready) : apply(session, ready))),
    );
}

async function apply({ output }: Session, ready: ReadySettings): Promise<void> {
  const { applied } = await migrate(ready.databaseUrl);
  // With Redis the queue has no tables.
  if (ready.redisUrl === null) await migrateQueue(ready.databaseUrl);
  const lines = applied.map((name) => `Applied ${name}`);
  output.answer({ applied }, lines.length > 0 ? lines.join('\n') : 'The schema is up to date.');
}

async function revert({ output }: Session, ready: ReadySettings): Promise<void> {
  await revertLastMigration(ready.databaseUrl);
  output.answer({ reverted: true }, 'The newest migration was taken back.');
}
