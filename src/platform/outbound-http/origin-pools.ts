import { Connection, type ConnectionOptions } from './connection';
import { type Exchange, type OutboundOutcome } from './exchange';
import { OriginPool } from './origin-pool';

export interface OriginPoolsOptions extends ConnectionOptions {
  maxOrigins: number;
  connectionsPerOrigin: number;
}

/**
 * One pool for each origin in use, least recently used first. A pool leaves when its last idle connection closes, or
 * earlier when there are too many; a pool with a request under way is never closed, so the number of origins is at
 * most the larger of `maxOrigins` and the origins with a request under way.
 */
export class OriginPools {
  private readonly pools = new Map<string, OriginPool>();

  constructor(private readonly options: OriginPoolsOptions) {}

  get size(): number {
    return this.pools.size;
  }

  send(origin: string, exchange: Exchange): Promise<OutboundOutcome> {
    const known = this.pools.get(origin);
    const pool = known ?? this.createPool(origin);
    if (known !== undefined) {
      this.pools.delete(origin);
    }
    this.pools.set(origin, pool);
    return pool.send(exchange);
  }

  async destroy(): Promise<void> {
    const pools = [...this.pools.values()];
    this.pools.clear();
    await Promise.all(pools.map((pool) => pool.destroy()));
  }

  private createPool(origin: string): OriginPool {
    if (this.pools.size >= this.options.maxOrigins) {
      this.evictOldest();
    }
    const pool: OriginPool = new OriginPool({
      maxConnections: this.options.connectionsPerOrigin,
      open: () => new Connection(origin, this.options),
      onEmpty: () => {
        if (this.pools.get(origin) === pool) {
          this.pools.delete(origin);
        }
      },
    });
    return pool;
  }

  private evictOldest(): void {
    for (const [origin, pool] of this.pools) {
      if (!pool.isInUse) {
        this.pools.delete(origin);
        void pool.destroy();
        return;
      }
    }
  }
}
