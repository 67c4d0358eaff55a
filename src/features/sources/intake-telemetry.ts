import { Injectable } from '@nestjs/common';
import { Logger } from '../../platform/logging';
import { Metrics } from '../../platform/metrics';
import { type Intake } from './lead-draft';

/** One log line and one count for each lead that came in; never with anything personal in it. */
@Injectable()
export class IntakeTelemetry {
  private readonly leads;

  constructor(
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.leads = metrics.counter({
      name: 'synaptis_leads_received_total',
      help: 'Leads that came in by a door, by what became of them',
      labels: ['door', 'result'],
    });
  }

  received({ kind, lead }: Intake): void {
    const { id, accountId, door, ineligibleReason } = lead;
    this.leads.inc({ door, result: kind });
    this.logger.info(`lead.${kind}`, {
      account_id: accountId,
      lead_id: id,
      door,
      ineligible_reason: ineligibleReason,
    });
  }
}
