import { Injectable } from '@nestjs/common';
import { DeliveryScanRepository } from '../deliveries';
import { MissingPairsRepository, toMissingQuery } from './persistence/missing-pairs.repository';
import { type ReplaySelection } from './replay';
import { actorOf, toDeliveryFilter } from './replay-selection';

/** Says how much a replay is about. */
@Injectable()
export class ReplayMatches {
  constructor(
    private readonly deliveries: DeliveryScanRepository,
    private readonly missing: MissingPairsRepository,
  ) {}

  async count(selection: ReplaySelection): Promise<number> {
    const existing = await this.deliveries.count(actorOf(selection), toDeliveryFilter(selection));
    if (!selection.filter.missing) return existing;
    return existing + (await this.missing.count(toMissingQuery(selection)));
  }
}
