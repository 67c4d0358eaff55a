import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database';
import { Logger } from '../../platform/logging';
import { DeliveryBell, ringFor } from './delivery-bell';
import { HoldRepository, type Unheld } from './persistence/hold.repository';

/** Lets go, a bounded number at a time, of what failed mappings hold. */
@Injectable()
export class HeldDeliveries {
  constructor(
    private readonly holds: HoldRepository,
    private readonly database: Database,
    private readonly bell: DeliveryBell,
    private readonly logger: Logger,
  ) {}

  /** Those of a disabled webhook wait on, for the webhook. @returns how many were released */
  async release(webhookId: string, limit: number): Promise<number> {
    const released = await this.holds.release(webhookId, limit);
    if (released.length > 0) await this.database.afterCommit(() => this.tell(webhookId, released));
    return released.length;
  }

  /** @returns how many were cancelled */
  async cancel(webhookId: string, limit: number): Promise<number> {
    return this.holds.cancel(webhookId, limit);
  }

  private tell(webhookId: string, released: Unheld[]): void {
    const going = released.filter(({ isParked }) => !isParked);
    this.bell.ring(going.map((delivery) => ringFor(delivery, { isLate: true })));
    this.logger.info('delivery.released', {
      account_id: released[0]!.accountId,
      webhook_id: webhookId,
      deliveries: released.length,
      parked: released.length - going.length,
    });
  }
}
