import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { isId } from '../../core/ids';
import { Clock } from '../../platform/clock';
import { Logger } from '../../platform/logging';
import { type Actor, refuseBound } from '../auth';
import { type Lead } from './lead';
import { type LeadFilter } from './lead-filter';
import { type LeadChanges, type LeadRows, LeadsRepository } from './persistence/leads.repository';

/** The leads of an account. A caller who is bound to one buyer has none: they come to buyers as events. */
@Injectable()
export class LeadsService {
  constructor(
    private readonly leads: LeadsRepository,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** @throws AppError NOT_FOUND, also for a lead of another account; FORBIDDEN */
  async get(actor: Actor, id: string): Promise<Lead> {
    refuseBound(actor, 'Leads');
    const lead = isId('lead', id) ? await this.leads.find(actor.accountId, id) : null;
    if (!lead) throw notFound();
    return lead;
  }

  /** Newest first; `page` as in `http/pagination`. @throws AppError FORBIDDEN */
  async list(
    actor: Actor,
    filter: LeadFilter,
    page: { before: string | null; limit: number },
  ): Promise<LeadRows> {
    refuseBound(actor, 'Leads');
    return this.leads.list(actor.accountId, filter, page);
  }

  /** @throws AppError NOT_FOUND, FORBIDDEN */
  async update(actor: Actor, id: string, changes: LeadChanges): Promise<Lead> {
    const { crmLeadId, customFields } = changes;
    if (crmLeadId === undefined && customFields === undefined) return this.get(actor, id);
    refuseBound(actor, 'Leads');
    const { accountId } = actor;
    const lead = isId('lead', id)
      ? await this.leads.update({ accountId, id }, changes, this.clock.now())
      : null;
    if (!lead) throw notFound();
    this.logger.info('lead.updated', { account_id: accountId, lead_id: id });
    return lead;
  }
}

function notFound(): AppError {
  return new AppError('NOT_FOUND', 'There is no lead with this id.');
}
