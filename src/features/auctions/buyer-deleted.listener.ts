import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Signals } from '../../platform/signals';
import { BiddersRepository } from './persistence/bidders.repository';

/** A buyer that is deleted bids no more. */
@Injectable()
export class BuyerDeletedListener implements OnModuleInit {
  constructor(
    private readonly signals: Signals,
    private readonly bidders: BiddersRepository,
  ) {}

  onModuleInit(): void {
    this.signals.on('buyer.deleted', async ({ accountId, buyerId }) => {
      await this.bidders.delete(accountId, buyerId);
    });
  }
}
