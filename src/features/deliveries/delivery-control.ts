import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database';
import { DeliveryBell, ringFor } from './delivery-bell';
import { DeliveryStateRepository } from './persistence/delivery-state.repository';

/** Moving deliveries by hand: sending them again and calling them off. */
@Injectable()
export class DeliveryControl {
  constructor(
    private readonly deliveries: DeliveryStateRepository,
    private readonly database: Database,
    private readonly bell: DeliveryBell,
  ) {}

  /**
   * A fresh first attempt now, followed by the full schedule if it fails. A pending delivery is brought
   * forward, one that a failed mapping holds is made anew; one of a disabled webhook waits, parked, for the
   * webhook; one of a deleted webhook stays as it is.
   *
   * @param trigger `manual` for one by hand, which goes before other work; `replay` for a bulk job, which waits its turn
   * @returns ids of the deliveries restarted
   */
  async restart(deliveryIds: string[], trigger: 'manual' | 'replay'): Promise<string[]> {
    const restarted = await this.deliveries.restart(deliveryIds, trigger);
    const rings = restarted
      .filter(({ isParked }) => !isParked)
      .map((delivery) => ringFor(delivery, { isLate: trigger === 'replay' }));
    await this.database.afterCommit(() => this.bell.ring(rings));
    return restarted.map(({ id }) => id);
  }

  /** No further attempts. @returns false when the delivery was not pending */
  async cancel(deliveryId: string): Promise<boolean> {
    return this.deliveries.cancel(deliveryId);
  }
}
