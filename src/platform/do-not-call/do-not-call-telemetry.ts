import { Injectable } from '@nestjs/common';
import { type Counter } from 'prom-client';
import { Logger } from '../logging';
import { Metrics } from '../metrics';
import { type RegistryReading } from './read-registry-answer';
import { DO_NOT_CALL_ANSWERS } from './registry-client';

/** Counts what the registry answers, and says why it did not. Phone numbers appear in neither. */
@Injectable()
export class DoNotCallTelemetry {
  private readonly checks: Counter;

  constructor(
    metrics: Metrics,
    private readonly logger: Logger,
  ) {
    this.checks = metrics.counter({
      name: 'synaptis_do_not_call_checks_total',
      help: 'Phone numbers looked up in the do-not-call registry, by answer',
      labels: ['answer'],
    });
    // A series that begins with its first increment hides that increment from rate().
    for (const answer of DO_NOT_CALL_ANSWERS) this.checks.inc({ answer }, 0);
  }

  record(reading: RegistryReading, durationMs: number): void {
    this.checks.inc({ answer: reading.answer });
    if (reading.answer !== 'unknown') return;
    const { reason, statusCode } = reading;
    this.logger.warning('do_not_call.unknown', {
      reason,
      ...(statusCode !== undefined && { status_code: statusCode }),
      duration_ms: durationMs,
    });
  }
}
