import { Injectable } from '@nestjs/common';
import { Logger } from '../../platform/logging';
import { RateLimitStore } from './rate-limit-store';

export interface RateLimitState {
  limit: number;
  remaining: number;
  /** Whole seconds until the limit is fresh again, at least 1. */
  resetSeconds: number;
  isExceeded: boolean;
}

/** Holds keys to their requests a minute. */
@Injectable()
export class RateLimiter {
  private isStoreAway = false;

  constructor(
    private readonly store: RateLimitStore,
    private readonly logger: Logger,
  ) {}

  /**
   * Counts one request of a key.
   *
   * @returns null for a key without a limit, and when the store is away: a limit protects our
   *   capacity, and refusing everybody would do more harm than letting a minute pass uncounted
   */
  async charge(key: { id: string; rateLimitPerMinute: number | null }): Promise<RateLimitState | null> {
    const limit = key.rateLimitPerMinute;
    if (limit === null) return null;
    try {
      const { used, resetMs } = await this.store.count(key.id);
      this.isStoreAway = false;
      return {
        limit,
        remaining: Math.max(limit - used, 0),
        resetSeconds: Math.max(Math.ceil(resetMs / 1000), 1),
        isExceeded: used > limit,
      };
    } catch (error) {
      this.reportAway(error);
      return null;
    }
  }

  /** Once per outage, not once per request. */
  private reportAway(error: unknown): void {
    if (!this.isStoreAway) this.logger.warning('rate_limit.not_enforced', { error });
    this.isStoreAway = true;
  }
}
