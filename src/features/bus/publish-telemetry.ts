import { Injectable } from '@nestjs/common';
import { Logger } from '../../platform/logging';
import { Metrics } from '../../platform/metrics';
import { type PublishedEvent } from './publish.service';

/** One log line for each event and figures for each request that published. */
@Injectable()
export class PublishTelemetry {
  private readonly events;
  private readonly durations;

  constructor(
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.events = metrics.counter({
      name: 'synaptis_events_published_total',
      help: 'Events committed to PostgreSQL',
    });
    this.durations = metrics.histogram({
      name: 'synaptis_publish_duration_seconds',
      help: 'Time from a checked request to its commit',
    });
  }

  published(
    caller: { accountId: string; keyId: string },
    events: PublishedEvent[],
    durationMs: number,
  ): void {
    this.events.inc(events.length);
    this.durations.observe(durationMs / 1000);
    for (const { id, type, buyerId, deliveries } of events) {
      this.logger.info('event.published', {
        account_id: caller.accountId,
        key_id: caller.keyId,
        event_id: id,
        event_type: type,
        buyer_id: buyerId,
        deliveries,
        duration_ms: Math.round(durationMs),
      });
    }
  }
}
