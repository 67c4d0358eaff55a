import { Injectable } from '@nestjs/common';
import { Metrics } from '../../platform/metrics';
import { OverdueLeadsRepository } from './persistence/overdue-leads.repository';

/** A scrape stays cheap whatever has piled up. */
const COUNT_LIMIT = 10_000;
/** Leads are routed within seconds, DNS included; the sweep's first try is over by then too. */
const OVERDUE_GRACE_MS = 30_000;

/** Shows leads that are on their way, and those that should have arrived by now. */
@Injectable()
export class WaitingLeadsGauge {
  constructor(leads: OverdueLeadsRepository, metrics: Metrics) {
    metrics.gauge(
      {
        name: 'synaptis_leads_waiting',
        help: `Leads with a step to take, and those that came in over ${OVERDUE_GRACE_MS / 1000} s ago, counted up to ${COUNT_LIMIT}`,
        labels: ['state'],
      },
      async (gauge) => {
        const counts = await leads.countUpTo(COUNT_LIMIT, OVERDUE_GRACE_MS);
        gauge.set({ state: 'waiting' }, counts.waiting);
        gauge.set({ state: 'overdue' }, counts.overdue);
      },
    );
  }
}
