import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Signals } from '../../platform/signals';
import { WebhookLifecycle } from './webhook-lifecycle';

/** A buyer takes its webhooks along. */
@Injectable()
export class BuyerDeletedListener implements OnModuleInit {
  constructor(
    private readonly signals: Signals,
    private readonly lifecycle: WebhookLifecycle,
  ) {}

  onModuleInit(): void {
    this.signals.on('buyer.deleted', ({ accountId, buyerId }) =>
      this.lifecycle.deleteAllOfBuyer(accountId, buyerId),
    );
  }
}
