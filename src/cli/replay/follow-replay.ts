import { setTimeout as sleep } from 'node:timers/promises';
import { type Replay } from '../../features/replays';

/** Workers look for new replays twice a second; so long nobody is busy, they are not there. */
const NOT_BEGUN_LIMIT_MS = 15_000;
const POLL_INTERVAL_MS = 250;

export interface Following {
  load: () => Promise<Replay>;
  onProgress: (replay: Replay) => void;
  /** Ends the following, not the replay. */
  signal: AbortSignal;
  nowMs: () => number;
  pollIntervalMs?: number;
}

/** Why the following ended, with the replay as it was then. */
export type Followed = { kind: 'ended' | 'interrupted' | 'not-begun'; replay: Replay };

/**
 * Follows a replay until it has ended, or until the signal. It also gives up on one that no worker begins:
 * the command may be what keeps the platform from its database.
 */
export async function followReplay({
  load,
  onProgress,
  signal,
  nowMs,
  ...options
}: Following): Promise<Followed> {
  const giveUpAt = nowMs() + NOT_BEGUN_LIMIT_MS;
  for (;;) {
    const replay = await load();
    onProgress(replay);
    if (replay.status !== 'running') return { kind: 'ended', replay };
    if (signal.aborted) return { kind: 'interrupted', replay };
    if (!hasBegun(replay) && nowMs() >= giveUpAt) return { kind: 'not-begun', replay };
    await pause(options.pollIntervalMs ?? POLL_INTERVAL_MS, signal);
  }
}

function hasBegun({ sent, position }: Replay): boolean {
  return sent > 0 || position.phase === 'missing' || position.after !== null;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
