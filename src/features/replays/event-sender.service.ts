import { Injectable } from '@nestjs/common';
import { MissingDeliveries } from '../bus';
import { DeliveryControl } from '../deliveries';
import { type MissingQuery, MissingPairsRepository } from './persistence/missing-pairs.repository';
import { type Pair } from './replay-position';

/** Most deliveries one statement moves. */
const CHUNK_SIZE = 500;

/** Sends the deliveries of one event, as many as there are webhooks. */
@Injectable()
export class EventSender {
  constructor(
    private readonly control: DeliveryControl,
    private readonly pairs: MissingPairsRepository,
    private readonly missing: MissingDeliveries,
  ) {}

  /** @returns ids of those sent; deliveries of deleted webhooks are not */
  async sendAgain(deliveryIds: string[]): Promise<string[]> {
    const sent: string[] = [];
    for (let start = 0; start < deliveryIds.length; start += CHUNK_SIZE) {
      sent.push(...(await this.control.restart(deliveryIds.slice(start, start + CHUNK_SIZE), 'manual')));
    }
    return sent;
  }

  /** @returns ids of the new deliveries */
  async sendMissing(query: MissingQuery): Promise<string[]> {
    const sent: string[] = [];
    for (let after: Pair | null = null; ;) {
      const slice = await this.pairs.findSlice(query, { after, limit: CHUNK_SIZE });
      if (slice.pairs.length > 0) sent.push(...(await this.missing.create(slice.pairs)));
      if (slice.isLast) return sent;
      after = slice.position;
    }
  }
}
