import { Injectable } from '@nestjs/common';
import { Metrics } from '../../platform/metrics';
import { DueRepository } from './persistence/due.repository';
import { OVERDUE_GRACE_MS } from './sweep.service';

/** A scrape stays cheap whatever has piled up. */
const COUNT_LIMIT = 10_000;

/** Shows what is due, what is overdue although nothing ever should be, and what waits for a mapping to be mended. */
@Injectable()
export class DueGauge {
  constructor(due: DueRepository, metrics: Metrics) {
    metrics.gauge(
      {
        name: 'synaptis_deliveries_waiting',
        help: `Pending deliveries that are due, overdue by more than the grace, or held, counted up to ${COUNT_LIMIT}`,
        labels: ['state'],
      },
      async (gauge) => {
        const counts = await due.countUpTo(COUNT_LIMIT, OVERDUE_GRACE_MS);
        gauge.set({ state: 'due' }, counts.due);
        gauge.set({ state: 'overdue' }, counts.overdue);
        gauge.set({ state: 'held' }, counts.held);
      },
    );
  }
}
