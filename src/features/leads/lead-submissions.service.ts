import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { newId } from '../../platform/ids';
import { Logger } from '../../platform/logging';
import { type Actor } from '../auth';
import { type LeadSubmission } from './lead-submission';
import { LeadsService } from './leads.service';
import { LeadSubmissionsRepository, type SubmissionRows } from './persistence/lead-submissions.repository';

export interface NewLeadSubmission {
  crmLeadId: string | null;
  source: string | null;
  message: string | null;
  customFields: Record<string, unknown>;
  /** Now when null. */
  submittedAt: Date | null;
}

/** What people send after they have become leads. */
@Injectable()
export class LeadSubmissionsService {
  constructor(
    private readonly leads: LeadsService,
    private readonly submissions: LeadSubmissionsRepository,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** @throws AppError NOT_FOUND when the account has no such lead; FORBIDDEN */
  async add(actor: Actor, leadId: string, wanted: NewLeadSubmission): Promise<LeadSubmission> {
    const { accountId } = await this.leads.get(actor, leadId);
    const submittedAt = wanted.submittedAt ?? this.clock.now();
    const submission: LeadSubmission = { ...wanted, id: newId('sub'), accountId, leadId, submittedAt };
    await this.submissions.insert(submission);
    this.logger.info('lead.submission_added', {
      account_id: accountId,
      lead_id: leadId,
      submission_id: submission.id,
    });
    return submission;
  }

  /** Those stored last first; `page` as in `http/pagination`. @throws AppError NOT_FOUND, FORBIDDEN */
  async list(
    actor: Actor,
    leadId: string,
    page: { before: string | null; limit: number },
  ): Promise<SubmissionRows> {
    await this.leads.get(actor, leadId);
    return this.submissions.list(leadId, page);
  }
}
