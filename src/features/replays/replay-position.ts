/** An event and a webhook that should get it. */
export interface Pair {
  eventId: string;
  webhookId: string;
}

/**
 * How far a replay has come: first through the deliveries there are, by id, then, if it is wanted, through
 * the pairs that have none, by event and webhook. Everything up to `after` is done.
 */
export type ReplayPosition = (
  { phase: 'existing'; after: string | null } | { phase: 'missing'; after: Pair | null }
) & {
  /** Some of the deliveries that were sent last, by which the pace is judged. */
  sample: string[];
};

/** What was done in one step. */
export interface Chunk {
  sent: string[];
  /** Null when the phase is over. */
  after: string | Pair | null;
}

export const START: ReplayPosition = { phase: 'existing', after: null, sample: [] };

const SAMPLE_SIZE = 100;

/** @returns the position after a step; null when the replay is complete */
export function positionAfter(
  position: ReplayPosition,
  { sent, after }: Chunk,
  wantsMissing: boolean,
): ReplayPosition | null {
  const sample = sent.length > 0 ? sampleOf(sent) : position.sample;
  if (after !== null) return { phase: position.phase, after, sample } as ReplayPosition;
  return position.phase === 'existing' && wantsMissing ? { phase: 'missing', after: null, sample } : null;
}

/**
 * Whether workers have kept up, so that the next step may follow. Without this a replay of a million
 * deliveries would fill the queue in a moment.
 *
 * @param waiting how many of the position's sample have not been attempted yet
 */
export function hasKeptUp(waiting: number): boolean {
  return waiting <= SAMPLE_SIZE / 2;
}

/** Up to 100 ids, taken evenly. */
function sampleOf(ids: string[]): string[] {
  const step = Math.ceil(ids.length / SAMPLE_SIZE);
  return ids.filter((_, index) => index % step === 0);
}
