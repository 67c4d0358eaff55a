import { Injectable } from '@nestjs/common';
import { Logger } from '../../platform/logging';
import { Metrics } from '../../platform/metrics';
import { type Recorded } from './attempt-recorder';
import { errorOf, type JudgedAttempt } from './judged-attempt';

/** One log line and three figures for each attempt. */
@Injectable()
export class AttemptTelemetry {
  private readonly attempts;
  private readonly durations;
  private readonly lateness;

  constructor(
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.attempts = metrics.counter({
      name: 'synaptis_attempts_total',
      help: 'Attempts made, by verdict and error code',
      labels: ['verdict', 'error_code'],
    });
    this.durations = metrics.histogram({
      name: 'synaptis_attempt_duration_seconds',
      help: 'Time from before DNS to the last byte read',
    });
    this.lateness = metrics.histogram({
      name: 'synaptis_attempt_lateness_seconds',
      help: 'Time from when an attempt was due to when it started',
    });
  }

  attempted(attempt: JudgedAttempt, moved: Recorded): void {
    const { prepared, verdict, outcome, startedAt, durationMs } = attempt;
    const { delivery, event, target, number, trigger } = prepared;
    const error = errorOf(attempt);
    const lateMs = startedAt.getTime() - (delivery.nextAttemptAt?.getTime() ?? startedAt.getTime());
    this.attempts.inc({ verdict: verdict.kind, error_code: error?.code ?? '' });
    this.durations.observe(durationMs / 1000);
    this.lateness.observe(Math.max(0, lateMs) / 1000);
    this.logger.info('delivery.attempted', {
      account_id: delivery.accountId,
      webhook_id: target.webhookId,
      event_id: event.id,
      event_type: event.type,
      delivery_id: delivery.id,
      attempt: number,
      trigger,
      verdict: verdict.kind,
      status_code: outcome.kind === 'response' ? outcome.statusCode : null,
      error_code: error?.code ?? null,
      duration_ms: Math.round(durationMs),
      late_ms: Math.max(0, lateMs),
      delivery_status: moved?.status ?? 'recorded_elsewhere',
      next_attempt_at: moved?.nextAttemptAt?.toISOString() ?? null,
    });
  }
}
