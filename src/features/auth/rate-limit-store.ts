/** Requests of one key in its present minute. */
export interface RateLimitCount {
  /** This request included. */
  used: number;
  /** Until the minute ends and counting starts anew. */
  resetMs: number;
}

export const RATE_LIMIT_WINDOW_SECONDS = 60;

/** Counts requests in one place for all processes. The minute of a key starts with its first request. */
export abstract class RateLimitStore {
  abstract count(keyId: string): Promise<RateLimitCount>;
}
