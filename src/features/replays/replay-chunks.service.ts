import { Injectable } from '@nestjs/common';
import { MissingDeliveries } from '../bus';
import { DeliveryControl, DeliveryScanRepository } from '../deliveries';
import { MissingPairsRepository, toMissingQuery } from './persistence/missing-pairs.repository';
import { type Replay } from './replay';
import { type Chunk, type Pair } from './replay-position';
import { actorOf, toDeliveryFilter } from './replay-selection';

/** Most deliveries of one step, which is one transaction. */
const CHUNK_SIZE = 500;

/** Sends the next part of a replay, and says how far that went. */
@Injectable()
export class ReplayChunks {
  constructor(
    private readonly deliveries: DeliveryScanRepository,
    private readonly control: DeliveryControl,
    private readonly pairs: MissingPairsRepository,
    private readonly missing: MissingDeliveries,
  ) {}

  async sendNext(replay: Replay): Promise<Chunk> {
    const { position } = replay;
    switch (position.phase) {
      case 'existing':
        return this.sendExisting(replay, position.after);
      case 'missing':
        return this.sendMissing(replay, position.after);
    }
  }

  private async sendExisting(replay: Replay, after: string | null): Promise<Chunk> {
    const place = { after, limit: CHUNK_SIZE };
    const slice = await this.deliveries.findSlice(actorOf(replay), toDeliveryFilter(replay), place);
    const sent = slice.ids.length > 0 ? await this.control.restart(slice.ids, 'replay') : [];
    return { sent, after: slice.isLast ? null : slice.position };
  }

  private async sendMissing(replay: Replay, after: Pair | null): Promise<Chunk> {
    const slice = await this.pairs.findSlice(toMissingQuery(replay), { after, limit: CHUNK_SIZE });
    const sent = slice.pairs.length > 0 ? await this.missing.create(slice.pairs) : [];
    return { sent, after: slice.isLast ? null : slice.position };
  }
}
