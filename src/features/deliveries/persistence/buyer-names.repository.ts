import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';

/** Ids of buyers are unique within an account only. */
export interface BuyerRef {
  accountId: string;
  buyerId: string;
}

/** Reads what mappings may see of buyers. */
@Injectable()
export class BuyerNamesRepository {
  constructor(private readonly database: Database) {}

  /** @returns the names in the order asked for, null for a buyer that was deleted */
  async find(buyers: BuyerRef[]): Promise<(string | null)[]> {
    const rows = await this.database.query<{ name: string | null }>(
      `SELECT b.name FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS wanted (account_id, id, place)
         LEFT JOIN buyers b ON b.account_id = wanted.account_id AND b.id = wanted.id
       ORDER BY wanted.place`,
      [buyers.map(({ accountId }) => accountId), buyers.map(({ buyerId }) => buyerId)],
    );
    return rows.map(({ name }) => name);
  }
}
