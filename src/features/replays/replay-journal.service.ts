import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database';
import { Logger } from '../../platform/logging';
import { ReplaysRepository } from './persistence/replays.repository';
import { type Replay } from './replay';
import { type Chunk, type ReplayPosition } from './replay-position';

/** Writes down how far a replay has come, for the next step and for people. */
@Injectable()
export class ReplayJournal {
  constructor(
    private readonly database: Database,
    private readonly replays: ReplaysRepository,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  async write(replay: Replay, chunk: Chunk, position: ReplayPosition | null): Promise<void> {
    const sent = replay.sent + chunk.sent.length;
    await this.replays.markAdvanced(replay.id, { sent, position, now: this.clock.now() });
    const fields = { replay_id: replay.id, account_id: replay.accountId, matched: replay.matched, sent };
    await this.database.afterCommit(() => {
      if (chunk.sent.length > 0) {
        this.logger.info('replay.advanced', {
          ...fields,
          phase: replay.position.phase,
          chunk: chunk.sent.length,
        });
      }
      if (!position) this.logger.info('replay.completed', fields);
    });
  }
}
