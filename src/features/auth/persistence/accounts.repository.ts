import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { type Account } from '../account';
import { AccountEntity } from './account.entity';

/** Any constant will do, as long as every process takes the same lock. */
const CREATION_LOCK = 7_261_095;

@Injectable()
export class AccountsRepository {
  constructor(private readonly database: Database) {}

  /** Until the transaction ends nobody else passes here. */
  async lockCreation(): Promise<void> {
    await this.database.query('SELECT pg_advisory_xact_lock($1)', [CREATION_LOCK]);
  }

  /** Until the transaction ends nobody else gets this lock; rows that refer to the account may still be made. */
  async lock(id: string): Promise<void> {
    await this.database.query('SELECT 1 FROM accounts WHERE id = $1 FOR NO KEY UPDATE', [id]);
  }

  async findFirst(): Promise<Account | null> {
    const [first] = await this.database.repository(AccountEntity).find({ order: { id: 'ASC' }, take: 1 });
    return first ? { ...first } : null;
  }

  async insert(account: Account): Promise<void> {
    await this.database.repository(AccountEntity).insert(account);
  }
}
