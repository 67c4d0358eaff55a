import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { isId } from '../../core/ids';
import { Clock } from '../../platform/clock';
import { newId } from '../../platform/ids';
import { Logger } from '../../platform/logging';
import { type Actor } from '../auth';
import { type ReplayPage, ReplaysRepository } from './persistence/replays.repository';
import { type Replay, type ReplaySelection } from './replay';
import { ReplayMatches } from './replay-matches.service';
import { type NewReplay, ReplayPlanner } from './replay-planner.service';
import { START } from './replay-position';

/** A replay that was only counted: nothing is stored, nothing is sent. */
export type DryRun = ReplaySelection & { matched: number };

const MOST_RUNNING = 20;

/** Bulk replays: stored jobs that workers carry out. */
@Injectable()
export class ReplaysService {
  constructor(
    private readonly planner: ReplayPlanner,
    private readonly matches: ReplayMatches,
    private readonly replays: ReplaysRepository,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /**
   * Counts what matches and leaves the rest to the workers.
   * @throws AppError VALIDATION_FAILED, NOT_FOUND for the webhook, UNKNOWN_BUYER, or RULE_VIOLATED when too many run
   */
  async create(actor: Actor, request: NewReplay): Promise<Replay> {
    if ((await this.replays.countRunning(actor.accountId)) >= MOST_RUNNING) {
      throw new AppError(
        'RULE_VIOLATED',
        `No more than ${MOST_RUNNING} replays may run at a time; wait for one.`,
      );
    }
    const { matched, ...selection } = await this.dryRun(actor, request);
    const replay: Replay = {
      id: newId('rpl'),
      ...selection,
      status: 'running',
      matched,
      sent: 0,
      position: START,
      completedAt: null,
    };
    await this.replays.insert(replay);
    const { webhookId: webhook_id, buyerId: buyer_id, missing } = replay.filter;
    const about = { webhook_id, buyer_id, missing, matched };
    this.logger.info('replay.started', { account_id: actor.accountId, replay_id: replay.id, ...about });
    return replay;
  }

  /** Counts what a replay would match. @throws AppError VALIDATION_FAILED, NOT_FOUND, UNKNOWN_BUYER */
  async dryRun(actor: Actor, request: NewReplay): Promise<DryRun> {
    const selection = await this.planner.plan(actor, request);
    return { ...selection, matched: await this.matches.count(selection) };
  }

  /** @throws AppError NOT_FOUND */
  async get(actor: Actor, id: string): Promise<Replay> {
    const replay = isId('rpl', id) ? await this.replays.find(actor, id) : null;
    if (!replay) throw new AppError('NOT_FOUND', 'There is no replay with this id.');
    return replay;
  }

  /** Newest first; up to `limit + 1`. */
  async list(actor: Actor, page: ReplayPage): Promise<Replay[]> {
    return this.replays.list(actor, page);
  }

  /**
   * Stops the replay before its next step; what was sent stays sent.
   * @throws AppError NOT_FOUND, or RULE_VIOLATED when it is not running any more
   */
  async cancel(actor: Actor, id: string): Promise<Replay> {
    await this.get(actor, id);
    if (!(await this.replays.markCancelled(id, this.clock.now()))) {
      throw new AppError('RULE_VIOLATED', 'Only a running replay can be cancelled; this one has ended.');
    }
    const replay = await this.get(actor, id);
    const { matched, sent } = replay;
    this.logger.info('replay.cancelled', { account_id: actor.accountId, replay_id: id, matched, sent });
    return replay;
  }
}
