import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { Logger } from '../../platform/logging';
import { type Actor } from '../auth';
import { DeliveryControl } from './delivery-control';
import { DeliveryLog } from './delivery-log.service';
import { type Delivery } from './persistence/delivery-log.repository';

/** What somebody may do to one delivery by hand. */
@Injectable()
export class ManualControl {
  constructor(
    private readonly log: DeliveryLog,
    private readonly control: DeliveryControl,
    private readonly logger: Logger,
  ) {}

  /**
   * Sends the delivery again now; a pending one is brought forward.
   *
   * @returns the delivery as it stands then: pending, and parked when its webhook is disabled
   * @throws AppError NOT_FOUND, or RULE_VIOLATED when its webhook was deleted
   */
  async replay(actor: Actor, id: string): Promise<Delivery> {
    const { webhookId, eventId } = await this.log.get(actor, id);
    const restarted = await this.control.restart([id], 'manual');
    if (restarted.length === 0) {
      throw new AppError(
        'RULE_VIOLATED',
        'The webhook of this delivery was deleted; it cannot be sent again.',
      );
    }
    this.logger.info('delivery.replayed', {
      account_id: actor.accountId,
      delivery_id: id,
      event_id: eventId,
      webhook_id: webhookId,
      trigger: 'manual',
    });
    return this.log.get(actor, id);
  }

  /** @throws AppError NOT_FOUND, or RULE_VIOLATED when the delivery has ended already */
  async cancel(actor: Actor, id: string): Promise<Delivery> {
    const { webhookId, eventId } = await this.log.get(actor, id);
    if (!(await this.control.cancel(id))) {
      throw new AppError('RULE_VIOLATED', 'Only a pending delivery can be cancelled; this one has ended.');
    }
    this.logger.info('delivery.cancelled', {
      account_id: actor.accountId,
      delivery_id: id,
      event_id: eventId,
      webhook_id: webhookId,
    });
    return this.log.get(actor, id);
  }
}
