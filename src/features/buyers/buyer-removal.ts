import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database';
import { Logger } from '../../platform/logging';
import { Signals } from '../../platform/signals';
import { KeysService } from '../auth';
import { type BuyerRef, BuyersRepository } from './persistence/buyers.repository';

/** Takes a buyer away together with what only makes sense with it, in one commit. */
@Injectable()
export class BuyerRemoval {
  constructor(
    private readonly buyers: BuyersRepository,
    private readonly keys: KeysService,
    private readonly signals: Signals,
    private readonly database: Database,
    private readonly logger: Logger,
  ) {}

  /** @returns false when there is no such buyer */
  remove(ref: BuyerRef): Promise<boolean> {
    const { accountId, id: buyerId } = ref;
    return this.database.transaction(async () => {
      // Before anything else: from here on nobody can make a key for this buyer that would be missed below.
      if (!(await this.buyers.lock(ref))) return false;
      await this.keys.revokeKeysOfBuyer(accountId, buyerId);
      await this.signals.emit('buyer.deleted', { accountId, buyerId });
      await this.buyers.delete(ref);
      await this.database.afterCommit(() =>
        this.logger.info('buyer.deleted', { account_id: accountId, buyer_id: buyerId }),
      );
      return true;
    });
  }
}
