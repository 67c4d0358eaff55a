import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../platform/database';
import { Lease } from '../../platform/periodic';
import { Signals } from '../../platform/signals';
import { DeliveryBell, ringFor } from './delivery-bell';
import { type ParkingChange, ParkingRepository } from './persistence/parking.repository';

const LEASE = 'deliveries.parking';
const LEASE_SECONDS = 60;
/** Deliveries moved in one statement. */
const CHUNK = 5_000;
/** Statements for one webhook in one run; what is left over is next, a moment later. */
const MAX_CHUNKS = 10;
const MAX_WEBHOOKS = 100;

/**
 * Keeps pending deliveries as their webhook stands: parked while it is disabled, called off when it is
 * deleted. The first few thousand move with the webhook's own change; the rest, and whatever slipped
 * between two transactions, is found and moved by `reconcile`.
 */
@Injectable()
export class ParkingService implements OnModuleInit {
  constructor(
    private readonly parking: ParkingRepository,
    private readonly signals: Signals,
    private readonly database: Database,
    private readonly bell: DeliveryBell,
    private readonly lease: Lease,
  ) {}

  onModuleInit(): void {
    const move = (change: ParkingChange) => async (fact: { webhookId: string }) => {
      await this.moveChunk(fact.webhookId, change);
    };
    this.signals.on('webhook.disabled', move('park'));
    this.signals.on('webhook.enabled', move('release'));
    this.signals.on('webhook.deleted', move('cancel'));
  }

  async reconcile(): Promise<void> {
    if (!(await this.lease.take(LEASE, LEASE_SECONDS))) return;
    for (const { webhookId, change } of await this.parking.findMismatches(MAX_WEBHOOKS)) {
      for (let chunk = 0; chunk < MAX_CHUNKS; chunk++) {
        if ((await this.moveChunk(webhookId, change)) < CHUNK) break;
      }
    }
  }

  private async moveChunk(webhookId: string, change: ParkingChange): Promise<number> {
    switch (change) {
      case 'park':
        return this.parking.park(webhookId, CHUNK);
      case 'cancel':
        return this.parking.cancel(webhookId, CHUNK);
      case 'release':
        return this.release(webhookId);
    }
  }

  private async release(webhookId: string): Promise<number> {
    const released = await this.parking.release(webhookId, CHUNK);
    const rings = released.map((delivery) => ringFor(delivery, { isLate: true }));
    await this.database.afterCommit(() => this.bell.ring(rings));
    return released.length;
  }
}
