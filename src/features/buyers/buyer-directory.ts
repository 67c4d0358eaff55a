import { Injectable } from '@nestjs/common';
import { Batcher } from '../../platform/batching';
import { Database } from '../../platform/database';
import { type BuyerRef, BuyersRepository } from './persistence/buyers.repository';

/** Answers whether a buyer exists. Questions that arrive together share one query: every publish may ask. */
@Injectable()
export class BuyerDirectory {
  private readonly lookups: Batcher<BuyerRef, boolean>;

  constructor(
    private readonly buyers: BuyersRepository,
    private readonly database: Database,
  ) {
    this.lookups = new Batcher({
      name: 'buyers',
      maxWeight: 500,
      maxWaiting: 20_000,
      maxRunning: 2,
      run: (refs) => this.findAll(refs),
    });
  }

  async has(ref: BuyerRef): Promise<boolean> {
    // A batch takes a connection of its own: never wait for one while holding another.
    if (this.database.isInTransaction) return (await this.findAll([ref]))[0]!;
    return this.lookups.submit(ref);
  }

  /** The same; in a transaction the buyer then stays until it ends, for what is stored with its id. */
  async hold(ref: BuyerRef): Promise<boolean> {
    return this.database.isInTransaction ? this.buyers.hold(ref) : this.has(ref);
  }

  private async findAll(refs: BuyerRef[]): Promise<boolean[]> {
    const known = new Set((await this.buyers.findRefs(refs)).map(keyOf));
    return refs.map((ref) => known.has(keyOf(ref)));
  }
}

function keyOf({ accountId, id }: BuyerRef): string {
  return `${accountId} ${id}`;
}
