import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database';
import { Lease } from '../../platform/periodic';
import { DeliveryBell, ringFor } from './delivery-bell';
import { HeldDeliveries } from './held-deliveries';
import { type DueDelivery } from './persistence/delivery-state.repository';
import { type ParkingChange, ParkingRepository } from './persistence/parking.repository';

const LEASE = 'deliveries.parking';
const LEASE_SECONDS = 60;
/** Deliveries moved in one statement. */
const CHUNK = 5_000;
/** Statements for one webhook in one run; what is left over is next, a moment later. */
const MAX_CHUNKS = 10;
const MAX_WEBHOOKS = 100;

/**
 * Keeps pending deliveries as their webhook stands: parked while it is disabled or its mapping fails, called off
 * when it is deleted. The first few thousand move with the webhook's own change; the rest, and whatever slipped
 * between two transactions, is found and moved by `reconcile`.
 */
@Injectable()
export class ParkingService {
  constructor(
    private readonly parking: ParkingRepository,
    private readonly held: HeldDeliveries,
    private readonly database: Database,
    private readonly bell: DeliveryBell,
    private readonly lease: Lease,
  ) {}

  async reconcile(): Promise<void> {
    if (!(await this.lease.take(LEASE, LEASE_SECONDS))) return;
    for (const { webhookId, change } of await this.parking.findMismatches(MAX_WEBHOOKS)) {
      for (let chunk = 0; chunk < MAX_CHUNKS; chunk++) {
        if ((await this.move(webhookId, change)) < CHUNK) break;
      }
    }
  }

  /** Moves a bounded number of deliveries. @returns how many */
  async move(webhookId: string, change: ParkingChange): Promise<number> {
    switch (change) {
      case 'park':
        return this.parking.park(webhookId, CHUNK);
      case 'cancel':
        return this.parking.cancel(webhookId, CHUNK);
      case 'release':
        return this.ring(await this.parking.release(webhookId, CHUNK));
      case 'cancel_held':
        return this.held.cancel(webhookId, CHUNK);
      case 'release_held':
        return this.held.release(webhookId, CHUNK);
    }
  }

  private async ring(released: DueDelivery[]): Promise<number> {
    const rings = released.map((delivery) => ringFor(delivery, { isLate: true }));
    await this.database.afterCommit(() => this.bell.ring(rings));
    return released.length;
  }
}
