import { Injectable } from '@nestjs/common';
import { Logger } from '../../platform/logging';
import { Metrics } from '../../platform/metrics';
import { type Lead } from '../leads';
import { type Choice } from './buyer-choice';
import { describeFailure } from './describe-failure';
import { type VerifiedLead } from './persistence/lead-steps.repository';

/** One log line and one count for each step of a lead; never with anything personal in it. */
@Injectable()
export class RoutingTelemetry {
  private readonly verifications;
  private readonly routings;

  constructor(
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.verifications = metrics.counter({
      name: 'synaptis_leads_verified_total',
      help: 'Leads verified, by status',
      labels: ['status'],
    });
    this.routings = metrics.counter({
      name: 'synaptis_leads_routed_total',
      help: 'Leads whose way ended: distributed, or the reason why nobody got them',
      labels: ['result'],
    });
  }

  verified({ lead, verified }: { lead: Lead; verified: VerifiedLead }): void {
    const { verification_status: status, quality_score, routing_decision } = verified.verification;
    this.verifications.inc({ status });
    if (verified.unassignedReason) this.routings.inc({ result: verified.unassignedReason });
    this.logger.info('lead.verified', {
      ...idsOf(lead),
      verification_status: status,
      quality_score,
      routing_decision,
      age_ms: verified.at.getTime() - lead.createdAt.getTime(),
    });
  }

  distributed({ lead, choice }: { lead: Lead; choice: Choice }): void {
    const isDistributed = choice.kind === 'buyer';
    this.routings.inc({ result: isDistributed ? 'distributed' : choice.reason });
    this.logger.info(isDistributed ? 'lead.distributed' : 'lead.unassigned', {
      ...idsOf(lead),
      ...(isDistributed ? { buyer_id: choice.buyerId } : { reason: choice.reason }),
    });
  }

  failed(leadId: string, error: unknown): void {
    this.logger.failure('lead.step_failed', { lead_id: leadId, ...describeFailure(error) });
  }
}

function idsOf({ id, accountId, door }: Lead) {
  return { account_id: accountId, lead_id: id, door };
}
