import { Injectable } from '@nestjs/common';
import { Logger } from '../../platform/logging';
import { PeriodicTask } from '../../platform/periodic';
import { LeadBell } from '../leads';
import { OverdueLeadsRepository } from './persistence/overdue-leads.repository';

const INTERVAL_MS = 1_000;
const MOST_AT_A_TIME = 500;

/**
 * Rings again for leads whose step nobody took: a worker died over it, it failed, or the ring got lost with the
 * queue. Every worker sweeps; what one takes the others pass over.
 */
@Injectable()
export class LeadSweep extends PeriodicTask {
  constructor(
    private readonly overdue: OverdueLeadsRepository,
    private readonly bell: LeadBell,
    private readonly logger: Logger,
  ) {
    super({ name: 'leads.sweep', intervalMs: INTERVAL_MS }, logger);
  }

  /** @throws when PostgreSQL is away */
  async run(): Promise<void> {
    const leadIds = await this.overdue.take(MOST_AT_A_TIME);
    if (leadIds.length === 0) return;
    this.bell.ring(leadIds);
    this.logger.info('lead.rung_again', { leads: leadIds.length });
  }
}
