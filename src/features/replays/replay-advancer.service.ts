import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database';
import { DeliveryScanRepository } from '../deliveries';
import { ReplaysRepository } from './persistence/replays.repository';
import { type Replay } from './replay';
import { ReplayChunks } from './replay-chunks.service';
import { ReplayJournal } from './replay-journal.service';
import { hasKeptUp, positionAfter } from './replay-position';

/** What came of a step: `idle` when it was not this process's turn, or workers have to catch up first. */
export type Step = { kind: 'idle' } | { kind: 'advanced'; sent: number } | { kind: 'completed' };

const IDLE: Step = { kind: 'idle' };

/**
 * Takes a replay one step further. The deliveries it restarts and the position it has then reached commit
 * together, so a process that dies at any moment leaves a replay that goes on exactly where it was.
 */
@Injectable()
export class ReplayAdvancer {
  constructor(
    private readonly database: Database,
    private readonly replays: ReplaysRepository,
    private readonly chunks: ReplayChunks,
    private readonly deliveries: DeliveryScanRepository,
    private readonly journal: ReplayJournal,
  ) {}

  async advance(id: string): Promise<Step> {
    return this.database.transaction(async () => {
      const replay = await this.replays.claim(id);
      if (!replay || !(await this.isDueForMore(replay))) return IDLE;
      const chunk = await this.chunks.sendNext(replay);
      const position = positionAfter(replay.position, chunk, replay.filter.missing);
      await this.journal.write(replay, chunk, position);
      return position ? { kind: 'advanced', sent: chunk.sent.length } : { kind: 'completed' };
    });
  }

  private async isDueForMore({ position }: Replay): Promise<boolean> {
    if (position.sample.length === 0) return true;
    return hasKeptUp(await this.deliveries.countWaiting(position.sample));
  }
}
