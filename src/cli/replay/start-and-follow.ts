import { type Actor } from '../../features/auth';
import { type NewReplay, type Replay, type ReplaysService, toReplayView } from '../../features/replays';
import { Clock } from '../../platform/clock';
import { CliError } from '../cli-error';
import { EXIT } from '../exit-codes';
import { untilInterrupted } from '../on-interrupt';
import { type Session } from '../session';
import { type Followed, followReplay } from './follow-replay';
import { replayProgress } from './progress-bar';
import { countOfDeliveries, replaySentence } from './replay-records';

export interface ReplayStart {
  replays: Pick<ReplaysService, 'create' | 'get'>;
  actor: Actor;
  wanted: NewReplay;
}

/** Starts a replay and shows its progress until it has ended or the person has seen enough. */
export async function startAndFollow(session: Session, start: ReplayStart): Promise<void> {
  const followed = await untilInterrupted(async (signal) => {
    const { id, matched } = await start.replays.create(start.actor, start.wanted);
    session.output.note(
      `${id} is stored and matches ${countOfDeliveries(matched)}. Ctrl-C leaves it running.`,
    );
    return follow(session, () => start.replays.get(start.actor, id), signal);
  });
  conclude(session, followed);
}

async function follow(
  { surroundings }: Session,
  load: () => Promise<Replay>,
  signal: AbortSignal,
): Promise<Followed> {
  const clock = new Clock();
  const progress = replayProgress(surroundings.stderr);
  const onProgress = (replay: Replay) => progress.show(replay);
  try {
    return await followReplay({ load, onProgress, signal, nowMs: () => clock.nowMs() });
  } finally {
    progress.end();
  }
}

function conclude(session: Session, { kind, replay }: Followed): void {
  const { output } = session;
  switch (kind) {
    case 'ended':
      if (replay.status === 'cancelled') session.exitCode = EXIT.failed;
      output.answer(toReplayView(replay), replaySentence(replay));
      return;
    case 'interrupted':
      session.exitCode = EXIT.interrupted;
      output.note(
        `The replay goes on without this command: \`synaptis replay status ${replay.id}\` shows it.`,
      );
      output.answer(toReplayView(replay), replaySentence(replay));
      return;
    case 'not-begun':
      throw new CliError(
        'NO_WORKER',
        `No worker has begun ${replay.id}: is the platform running? It is stored and begins when a worker does.`,
      );
  }
}
