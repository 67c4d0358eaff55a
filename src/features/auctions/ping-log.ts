import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { isId } from '../../core/ids';
import { type Actor, refuseBound } from '../auth';
import { BidsRepository } from './persistence/bids.repository';
import { type PingList, PingsRepository } from './persistence/pings.repository';
import { type Ping, type PingWithBids } from './ping';

/** Pings as their account sees them, with the bids for them. */
@Injectable()
export class PingLog {
  constructor(
    private readonly pings: PingsRepository,
    private readonly bids: BidsRepository,
  ) {}

  /** @throws AppError NOT_FOUND, FORBIDDEN */
  async get(actor: Actor, id: string): Promise<PingWithBids> {
    const ping = await this.getPing(actor, id);
    return { ping, bids: await this.bids.list([id]) };
  }

  /** Without its bids. @throws AppError NOT_FOUND, FORBIDDEN */
  async getPing(actor: Actor, id: string): Promise<Ping> {
    refuseBound(actor, 'Pings');
    const ping = isId('ping', id) ? await this.pings.find(actor.accountId, id) : null;
    if (!ping) throw new AppError('NOT_FOUND', 'There is no ping with this id.');
    return ping;
  }

  /** Newest first: up to `limit + 1` of them. @throws AppError FORBIDDEN */
  async list(actor: Actor, page: Omit<PingList, 'accountId'>): Promise<PingWithBids[]> {
    refuseBound(actor, 'Pings');
    const { accountId } = actor;
    const pings = await this.pings.list({ ...page, accountId, limit: page.limit + 1 });
    const bids = await this.bids.list(pings.map(({ id }) => id));
    return pings.map((ping) => ({ ping, bids: bids.filter(({ pingId }) => pingId === ping.id) }));
  }
}
