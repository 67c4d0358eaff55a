import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Logger } from '../../platform/logging';
import { Ticker } from '../../platform/periodic';
import { ReplaysRepository } from './persistence/replays.repository';
import { ReplayAdvancer } from './replay-advancer.service';

const INTERVAL_MS = 500;
/** A turn of a replay ends after this many deliveries or steps: others, and new ones, want theirs. */
const MOST_SENT_PER_TURN = 500;
const MOST_STEPS_PER_TURN = 40;

/** Gives every running replay its turns. All workers do; a replay is held by one at a time. */
@Injectable()
export class ReplayRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ticker: Ticker;
  private isStopping = false;

  constructor(
    private readonly replays: ReplaysRepository,
    private readonly advancer: ReplayAdvancer,
    private readonly logger: Logger,
  ) {
    this.ticker = new Ticker(
      { name: 'replays.run', intervalMs: INTERVAL_MS, run: () => this.runAll() },
      logger,
    );
  }

  onApplicationBootstrap(): void {
    this.ticker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.ticker.stop();
  }

  /** One turn for each; a replay that fails does not keep the others from theirs. */
  async runAll(): Promise<void> {
    for (const id of await this.replays.listRunningIds()) {
      if (this.isStopping) return;
      await this.takeTurn(id).catch((error: unknown) => {
        this.logger.failure('replay.step_failed', { replay_id: id, error });
      });
    }
  }

  private async takeTurn(id: string): Promise<void> {
    let sent = 0;
    for (let steps = 0; steps < MOST_STEPS_PER_TURN && sent < MOST_SENT_PER_TURN; steps++) {
      const step = await this.advancer.advance(id);
      if (step.kind !== 'advanced' || this.isStopping) return;
      sent += step.sent;
    }
  }
}
