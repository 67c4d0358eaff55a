import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Database } from '../../../platform/database';
import { type Actor } from '../../auth';
import { type Replay, type ReplayStatus } from '../replay';
import { type ReplayPosition } from '../replay-position';
import { ReplayEntity } from './replay.entity';
import { toReplay, toRow } from './replay.mapper';

export interface ReplayPage {
  status: ReplayStatus | undefined;
  before: string | null;
  limit: number;
}

/** What a step changes; a null position ends the replay. */
export interface ReplayProgress {
  sent: number;
  position: ReplayPosition | null;
  now: Date;
}

@Injectable()
export class ReplaysRepository {
  constructor(private readonly database: Database) {}

  async insert(replay: Replay): Promise<void> {
    await this.rows.insert(toRow(replay));
  }

  async find(actor: Actor, id: string): Promise<Replay | null> {
    const row = await this.rows.findOneBy({ id, ...ownedBy(actor) });
    return row && toReplay(row);
  }

  /** Newest first, and one more than asked for when there are more. */
  async list(actor: Actor, { status, before, limit }: ReplayPage): Promise<Replay[]> {
    const rows = await this.rows.find({
      where: {
        ...ownedBy(actor),
        ...(status && { status }),
        ...(before !== null && { id: LessThan(before) }),
      },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    return rows.map(toReplay);
  }

  async countRunning(accountId: string): Promise<number> {
    return this.rows.countBy({ accountId, status: 'running' });
  }

  async listRunningIds(): Promise<string[]> {
    const rows = await this.rows.find({
      select: { id: true },
      where: { status: 'running' },
      order: { id: 'ASC' },
    });
    return rows.map(({ id }) => id);
  }

  /** Holds a running replay until the transaction ends; null when it is not running or somebody else holds it. */
  async claim(id: string): Promise<Replay | null> {
    const row = await this.rows.findOne({
      where: { id, status: 'running' },
      lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
    });
    return row && toReplay(row);
  }

  /** Writes down a step of a claimed replay. */
  async markAdvanced(id: string, { sent, position, now }: ReplayProgress): Promise<void> {
    const end = position === null && ({ status: 'completed', completedAt: now } as const);
    await this.rows.update(id, { sent, position: position && JSON.stringify(position), ...end });
  }

  /** @returns false when the replay was not running */
  async markCancelled(id: string, now: Date): Promise<boolean> {
    const { affected } = await this.rows.update(
      { id, status: 'running' },
      { status: 'cancelled', position: null, completedAt: now },
    );
    return affected === 1;
  }

  /** The time by the clock that also stamps the ends of deliveries. */
  async readClock(): Promise<Date> {
    const [row] = await this.database.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    return row!.now;
  }

  private get rows() {
    return this.database.repository(ReplayEntity);
  }
}

/** A key bound to a buyer knows that buyer's replays only. */
function ownedBy({ accountId, buyerId }: Actor): { accountId: string; buyerId?: string } {
  return { accountId, ...(buyerId !== null && { buyerId }) };
}
