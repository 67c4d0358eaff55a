import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Signals } from '../../platform/signals';
import { ParkingService } from './parking.service';
import { type ParkingChange } from './persistence/parking.repository';

/** Moves the first of a webhook's pending deliveries in the transaction that changes the webhook. */
@Injectable()
export class ParkingListener implements OnModuleInit {
  constructor(
    private readonly signals: Signals,
    private readonly parking: ParkingService,
  ) {}

  onModuleInit(): void {
    const move =
      (...changes: ParkingChange[]) =>
      async ({ webhookId }: { webhookId: string }) => {
        for (const change of changes) await this.parking.move(webhookId, change);
      };
    this.signals.on('webhook.disabled', move('park'));
    this.signals.on('webhook.enabled', move('release'));
    this.signals.on('webhook.deleted', move('cancel', 'cancel_held'));
    this.signals.on('webhook.content_changed', move('release_held'));
  }
}
