import { Injectable } from '@nestjs/common';
import { DistributeService } from './distribute.service';
import { RoutingTelemetry } from './routing-telemetry';
import { VerifyService } from './verify.service';

/** Takes whatever steps a lead still has before it. */
@Injectable()
export class LeadStepsService {
  constructor(
    private readonly verification: VerifyService,
    private readonly distribution: DistributeService,
    private readonly telemetry: RoutingTelemetry,
  ) {}

  /**
   * Safe to call again at any time, and by several at once. It never throws: a step that fails is logged, and
   * the sweep has it taken again.
   */
  async run(leadId: string): Promise<void> {
    try {
      const verified = await this.verification.run(leadId);
      if (verified) this.telemetry.verified(verified);
      const distributed = await this.distribution.run(leadId);
      if (distributed) this.telemetry.distributed(distributed);
    } catch (error) {
      this.telemetry.failed(leadId, error);
    }
  }
}
