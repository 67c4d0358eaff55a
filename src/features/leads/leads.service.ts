import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { isId } from '../../core/ids';
import { type Actor } from '../auth';
import { type Lead } from './lead';
import { LeadsRepository } from './persistence/leads.repository';
import { refuseBound } from './refuse-bound';

/** The leads of an account. A caller who is bound to one buyer has none: they come to buyers as events. */
@Injectable()
export class LeadsService {
  constructor(private readonly leads: LeadsRepository) {}

  /** @throws AppError NOT_FOUND, also for a lead of another account; FORBIDDEN */
  async get(actor: Actor, id: string): Promise<Lead> {
    refuseBound(actor);
    const lead = isId('lead', id) ? await this.leads.find(actor.accountId, id) : null;
    if (!lead) throw new AppError('NOT_FOUND', 'There is no lead with this id.');
    return lead;
  }
}
