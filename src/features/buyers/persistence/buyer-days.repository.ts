import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';

/** One more lead for a buyer. */
export interface BuyerDay {
  accountId: string;
  buyerId: string;
  /** `YYYY-MM-DD` by the buyer's calendar. */
  day: string;
  /** Most leads of that day; null for any number. */
  cap: number | null;
}

/** Counts the leads that each buyer got on each day. */
@Injectable()
export class BuyerDaysRepository {
  constructor(private readonly database: Database) {}

  /**
   * Counts one lead more unless the day is full; however many ask at once, no more than `cap` succeed. Days
   * without a cap are counted too, for a cap that is set in the middle of one. Inside a transaction the count
   * commits with it.
   *
   * @returns false when the day is full
   */
  async claim({ accountId, buyerId, day, cap }: BuyerDay): Promise<boolean> {
    // A day seen to be full is not even locked: who asks for several buyers in turn holds only the one it gets.
    const rows = await this.database.query(
      `INSERT INTO buyer_days AS counted (account_id, buyer_id, day, leads)
       SELECT $1, $2, $3::date, 1
       WHERE NOT EXISTS (SELECT 1 FROM buyer_days
         WHERE account_id = $1 AND buyer_id = $2 AND day = $3::date AND leads >= $4::int)
       ON CONFLICT (account_id, buyer_id, day) DO UPDATE SET leads = counted.leads + 1
         WHERE $4::int IS NULL OR counted.leads < $4::int
       RETURNING 1`,
      [accountId, buyerId, day, cap],
    );
    return rows.length > 0;
  }
}
