import { Injectable } from '@nestjs/common';
import { Logger } from '../../platform/logging';
import { Metrics } from '../../platform/metrics';
import { type LoadedDelivery } from './persistence/attempt-load.repository';

/** One log line and a figure for each delivery whose request could not be made. */
@Injectable()
export class HoldTelemetry {
  private readonly holds;

  constructor(
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.holds = metrics.counter({
      name: 'synaptis_deliveries_held_total',
      help: 'Deliveries parked because their request could not be made',
    });
  }

  /** The reason is not told: an expression may quote the event in it. */
  held({ id, accountId, webhookId, event }: LoadedDelivery, contentVersion: number): void {
    this.holds.inc();
    this.logger.info('delivery.held', {
      account_id: accountId,
      webhook_id: webhookId,
      event_id: event.id,
      event_type: event.type,
      delivery_id: id,
      content_version: contentVersion,
    });
  }
}
