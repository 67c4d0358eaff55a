import { Injectable } from '@nestjs/common';
import { type MappingFailureCode } from '../../core/mapping';
import { Logger } from '../logging';
import { Metrics } from '../metrics';
import { type LossReason } from './sandbox';

/** What an evaluation came to: `unavailable` is our trouble, `failed` the customer's. */
type Outcome = 'value' | 'failed' | 'unavailable';

/** Figures about evaluations, and a log line for each sandbox lost. Expressions and events are not told. */
@Injectable()
export class MappingTelemetry {
  private readonly evaluations;
  private readonly durations;
  private readonly losses;

  constructor(
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.evaluations = metrics.counter({
      name: 'synaptis_mapping_evaluations_total',
      help: 'Mappings evaluated, by outcome and error code',
      labels: ['outcome', 'error_code'],
    });
    this.durations = metrics.histogram({
      name: 'synaptis_mapping_evaluation_duration_seconds',
      help: 'Time from asking for an evaluation to its answer, with the wait for a sandbox',
    });
    this.losses = metrics.counter({
      name: 'synaptis_mapping_sandboxes_lost_total',
      help: 'Processes that ended while they evaluated a mapping, by reason',
      labels: ['reason'],
    });
  }

  /** @param durationMs from the question to the answer */
  evaluated(outcome: Outcome, durationMs: number, code: MappingFailureCode | '' = ''): void {
    this.evaluations.inc({ outcome, error_code: code });
    this.durations.observe(durationMs / 1000);
  }

  lost(reason: LossReason): void {
    this.losses.inc({ reason });
    this.logger.warning('mapping.sandbox_lost', { reason });
  }
}
