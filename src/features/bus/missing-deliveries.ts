import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database';
import { DeliveryBell } from '../deliveries';
import { firstRing } from './first-ring';
import { PublishRepository } from './persistence/publish.repository';

/** Delivers old events to webhooks that did not exist, or were disabled, when the events were published. */
@Injectable()
export class MissingDeliveries {
  constructor(
    private readonly repository: PublishRepository,
    private readonly database: Database,
    private readonly bell: DeliveryBell,
  ) {}

  /**
   * Pairs that have a delivery already are left alone, so calling this twice sends nothing twice.
   * @returns ids of the new deliveries, due now
   */
  async create(pairs: { eventId: string; webhookId: string }[]): Promise<string[]> {
    const created = await this.repository.insertMissing(pairs);
    const rings = created.map((delivery) => firstRing(delivery, { isLate: true }));
    await this.database.afterCommit(() => this.bell.ring(rings));
    return created.map(({ id }) => id);
  }
}
