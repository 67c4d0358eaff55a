import { Injectable } from '@nestjs/common';
import { filterableBody } from '../../../core/filter';
import { Gate } from '../../../platform/batching';
import { Database } from '../../../platform/database';
import { filterDocument } from './filter-document';

const MATCH = `
  SELECT ${filterDocument('i')} @@ i.filter_path AS matches
  FROM (VALUES ($1::text, $2::text, $3::text, $4::text, $5::jsonpath))
    AS i (type, buyer_id, body, filterable_body, filter_path)`;

/** Tells what a filter would do with an event, by the expression that publishing decides with. Stores nothing. */
@Injectable()
export class FilterTrials {
  /** A trial may take as long as a costly publish; a few must not take all connections. */
  private readonly turns = new Gate({ name: 'trials of filters', maxRunning: 2, maxWaiting: 200 });

  constructor(private readonly database: Database) {}

  /**
   * @param filterPath as `compileFilter` gave it
   * @throws AppError UNAVAILABLE when too many are waiting
   */
  async matches(
    { type, buyerId, body }: { type: string; buyerId: string | null; body: string },
    filterPath: string,
  ): Promise<boolean> {
    const values = [type, buyerId, body, filterableBody(body), filterPath];
    const [row] = await this.turns.run(() => this.database.query<{ matches: boolean | null }>(MATCH, values));
    // Unknown is not true: publishing would leave the webhook out.
    return row?.matches === true;
  }
}
