/** Most secrets that still sign next to the current one; each adds a signature to every delivery. */
export const MAX_OLDER_SECRETS = 10;

export interface RotationInput {
  now: Date;
  /** How long the replaced secret keeps signing; 0 ends it, and every older one, at once. */
  gracePeriodSeconds: number;
  /** When each older live secret ends, newest first. */
  olderEnds: Date[];
}

export type RotationPlan =
  | {
      kind: 'rotate';
      /** When each secret that is not the new one ends, newest first; the replaced secret leads. */
      previous: Date[];
    }
  | { kind: 'too_many' };

/** Decides which secrets live on next to a new one, and until when. */
export function planRotation({ now, gracePeriodSeconds, olderEnds }: RotationInput): RotationPlan {
  if (gracePeriodSeconds === 0) return { kind: 'rotate', previous: [] };
  if (olderEnds.length >= MAX_OLDER_SECRETS) return { kind: 'too_many' };
  const replacedEnd = new Date(now.getTime() + gracePeriodSeconds * 1000);
  return { kind: 'rotate', previous: [replacedEnd, ...olderEnds] };
}
