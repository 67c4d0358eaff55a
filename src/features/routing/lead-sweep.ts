import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Logger } from '../../platform/logging';
import { Ticker } from '../../platform/periodic';
import { LeadBell } from '../leads';
import { OverdueLeadsRepository } from './persistence/overdue-leads.repository';

const INTERVAL_MS = 1_000;
const MOST_AT_A_TIME = 500;

/**
 * Rings again for leads whose step nobody took: a worker died over it, it failed, or the ring got lost with the
 * queue. Every worker sweeps; what one takes the others pass over.
 */
@Injectable()
export class LeadSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ticker: Ticker;

  constructor(
    private readonly overdue: OverdueLeadsRepository,
    private readonly bell: LeadBell,
    private readonly logger: Logger,
  ) {
    this.ticker = new Ticker({ name: 'leads.sweep', intervalMs: INTERVAL_MS, run: () => this.run() }, logger);
  }

  onApplicationBootstrap(): void {
    this.ticker.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.ticker.stop();
  }

  /** @throws when PostgreSQL is away */
  private async run(): Promise<void> {
    const leadIds = await this.overdue.take(MOST_AT_A_TIME);
    if (leadIds.length === 0) return;
    this.bell.ring(leadIds);
    this.logger.info('lead.rung_again', { leads: leadIds.length });
  }
}
