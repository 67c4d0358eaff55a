import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import {
  DataSource,
  type EntityManager,
  type EntityTarget,
  type ObjectLiteral,
  type Repository,
} from 'typeorm';
import { Logger } from '../logging';
import { isConflict } from './sql-state';

const MOST_TRIES = 3;

interface Transaction {
  manager: EntityManager;
  afterCommit: (() => Promise<void> | void)[];
}

/**
 * The one way to PostgreSQL. A transaction belongs to the asynchronous flow that opened it:
 * every repository called inside `transaction` takes part without being handed anything.
 */
@Injectable()
export class Database {
  private readonly current = new AsyncLocalStorage<Transaction>();
  private open = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly logger: Logger,
  ) {}

  get isInTransaction(): boolean {
    return this.current.getStore() !== undefined;
  }

  repository<T extends ObjectLiteral>(entity: EntityTarget<T>): Repository<T> {
    return this.manager.getRepository(entity);
  }

  /** @returns the rows, also of `UPDATE … RETURNING` and `DELETE … RETURNING` */
  async query<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    const result = await this.manager.query<Row[] | [Row[], number]>(sql, parameters);
    // For UPDATE and DELETE TypeORM answers [rows, count]; rows are objects, never arrays.
    return Array.isArray(result[0]) ? result[0] : (result as Row[]);
  }

  /**
   * Runs `work` in a transaction, joining the one already open in this flow. When two transactions stood in
   * each other's way PostgreSQL takes one back, and `work` runs again: it must have no other effects.
   */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.isInTransaction) return work();
    for (let tries = 1; ; tries++) {
      const afterCommit: Transaction['afterCommit'] = [];
      try {
        const result = await this.runTracked({ afterCommit, work });
        for (const follow of afterCommit) await this.followUp(follow);
        return result;
      } catch (error) {
        if (!isConflict(error) || tries === MOST_TRIES) throw error;
      }
    }
  }

  /** Runs once the open transaction has committed (at once when there is none). Its failure is only logged. */
  async afterCommit(follow: () => Promise<void> | void): Promise<void> {
    const transaction = this.current.getStore();
    if (transaction) transaction.afterCommit.push(follow);
    else await this.followUp(follow);
  }

  /** True when PostgreSQL answers within the pool's connection limit. */
  async isReachable(): Promise<boolean> {
    return this.dataSource.query('SELECT 1').then(
      () => true,
      () => false,
    );
  }

  /**
   * Node 20 follows every promise of the process once a storage is in use, also where no transaction is:
   * 15 % of a delivery's processor time (docs/performance.md). So the storage sleeps while none is open.
   */
  private async runTracked<T>({
    afterCommit,
    work,
  }: Pick<Transaction, 'afterCommit'> & { work: () => Promise<T> }) {
    this.open++;
    try {
      return await this.dataSource.transaction((manager) => this.current.run({ manager, afterCommit }, work));
    } finally {
      if (--this.open === 0) this.current.disable();
    }
  }

  private get manager(): EntityManager {
    return this.current.getStore()?.manager ?? this.dataSource.manager;
  }

  private async followUp(follow: () => Promise<void> | void): Promise<void> {
    try {
      await follow();
    } catch (error) {
      this.logger.failure('database.after_commit_failed', { error });
    }
  }
}
