const WEIGHT_OF_LATEST = 0.2;
const SHORTEST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 30_000;
/** Deliveries counted in one line. */
const MOST_REMEMBERED = 10_000;

/** Deliveries that were handed back because others are before them, and how long those take. */
export class WaitingLine {
  /** Handed back and not attempted since. */
  private readonly waiting = new Set<string>();

  /** @param meanMs how long an attempt takes, by what is known; from here on a moving average */
  constructor(public meanMs: number) {}

  /** An attempt of those in front has ended. */
  ended(durationMs: number): void {
    this.meanMs += WEIGHT_OF_LATEST * (durationMs - this.meanMs);
  }

  leave(deliveryId: string): void {
    this.waiting.delete(deliveryId);
  }

  /**
   * Puts a delivery in the line; one that is in it already counts once.
   *
   * @param eachMs by how much each delivery that waits makes the others wait
   * @param silenceMs in which nobody's turn comes
   * @returns when to come again, in whole milliseconds: as long as the line takes, spread so that those who wait come
   * one after the other
   */
  join(deliveryId: string, eachMs: number, silenceMs: number): number {
    if (this.waiting.size < MOST_REMEMBERED) this.waiting.add(deliveryId);
    const spread = eachMs * this.waiting.size * (0.25 + Math.random());
    const waitMs = Math.max(silenceMs + spread, SHORTEST_WAIT_MS);
    // The longest wait is spread as well: a long line shall not come back at one moment.
    return Math.round(waitMs < LONGEST_WAIT_MS ? waitMs : LONGEST_WAIT_MS * (0.5 + 0.5 * Math.random()));
  }
}
