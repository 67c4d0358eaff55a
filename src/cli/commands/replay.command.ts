import { type Command, Option } from 'commander';
import { DELIVERY_STATUSES, type DeliveryStatus } from '../../core/delivery';
import { type Actor } from '../../features/auth';
import { type NewReplay, type ReplaysService, toDryRunView, toReplayView } from '../../features/replays';
import { CliError } from '../cli-error';
import { parseTime } from '../parse-options';
import { withReplays } from '../replay/open-replays';
import { countOfDeliveries, replaySentence } from '../replay/replay-records';
import { startAndFollow } from '../replay/start-and-follow';
import { type Session } from '../session';

interface ReplayOptions {
  after?: Date;
  before?: Date;
  webhook?: string;
  buyer?: string;
  eventType?: string;
  status?: DeliveryStatus;
  missing?: boolean;
  dryRun?: boolean;
}

const EXAMPLES = `
Ctrl-C ends the progress bar, not the replay: workers carry it out and go on after restarts.

Examples:
  $ synaptis replay --after 2026-01-15T10:00:00Z --before 2026-01-15T12:00:00Z --status failed
  $ synaptis replay --after 2026-01-15 --webhook wh_01kevbny6gfj4t2r8a5x0c9dqs --missing --dry-run
  $ synaptis replay status rpl_01kf0b3xw7e4z8m2q5v9c6t1sa --json
  $ synaptis replay cancel rpl_01kf0b3xw7e4z8m2q5v9c6t1sa`;

/** `replay`: what `/v1/replays` does, followed until it ends. */
export function addReplayCommands(program: Command, session: Session): void {
  const replay = program
    .command('replay')
    .summary('send deliveries of a period again')
    .description(
      'Sends deliveries of a period again, as a stored job that workers carry out, and follows it to its end.',
    )
    // Not mandatory for commander, which would ask `replay status` for it, too.
    .option('--after <time>', 'events published at this time or later; required', parseTime)
    .option('--before <time>', 'events published before this time (default: now)', parseTime)
    .option('--webhook <id>', 'only deliveries to this webhook')
    .option('--buyer <id>', 'only deliveries to webhooks of this buyer')
    .option('--event-type <type>', 'only deliveries of events of this type')
    .addOption(
      new Option('--status <status>', 'only deliveries in this state (default: all that have ended)').choices(
        DELIVERY_STATUSES,
      ),
    )
    .option('--missing', 'also events a webhook never got, because it did not exist or was disabled then')
    .option('--dry-run', 'only count')
    .addHelpText('after', EXAMPLES)
    .action((options: ReplayOptions) => start(session, options));
  replay
    .command('status')
    .description('Shows how far a replay is.')
    .argument('<id>', 'the id of the replay')
    .action((id: string) => show(session, (replays, actor) => replays.get(actor, id)));
  replay
    .command('cancel')
    .description('Stops a replay before its next step. What was sent stays sent.')
    .argument('<id>', 'the id of the replay')
    .action((id: string) => show(session, (replays, actor) => replays.cancel(actor, id)));
}

async function start(session: Session, options: ReplayOptions): Promise<void> {
  const wanted = toNewReplay(options);
  await withReplays(session, async (replays, actor) => {
    if (!options.dryRun) return startAndFollow(session, { replays, actor, wanted });
    const dryRun = await replays.dryRun(actor, wanted);
    session.output.answer(
      toDryRunView(dryRun),
      `${countOfDeliveries(dryRun.matched)} would be sent; nothing was.`,
    );
  });
}

async function show(
  session: Session,
  load: (replays: ReplaysService, actor: Actor) => ReturnType<ReplaysService['get']>,
): Promise<void> {
  const replay = await withReplays(session, load);
  session.output.answer(toReplayView(replay), replaySentence(replay));
}

function toNewReplay({
  after,
  before,
  webhook,
  buyer,
  eventType,
  status,
  missing,
}: ReplayOptions): NewReplay {
  if (after === undefined) {
    throw new CliError('USAGE', 'Say from when on with --after, such as --after 2026-01-15T10:30:00Z.');
  }
  return {
    createdAfter: after,
    createdBefore: before,
    webhookId: webhook,
    buyerId: buyer,
    eventType,
    status,
    missing: missing ?? false,
  };
}
