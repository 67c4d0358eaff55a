import { Injectable } from '@nestjs/common';
import { newId } from '../../platform/ids';
import { type CrmActivity } from './crm-activity';
import { CrmActivityRepository } from './persistence/crm-activity.repository';

/** Where the door for CRMs finds the lead that is meant, and leaves what is told about it. */
@Injectable()
export class LeadNews {
  constructor(private readonly activities: CrmActivityRepository) {}

  /**
   * Looks in leads first, where the newest counts, then in follow-up submissions, where the one submitted
   * last counts.
   * @returns the id of the lead, null when nobody knows this CRM id
   */
  findByCrmLeadId(accountId: string, crmLeadId: string): Promise<string | null> {
    return this.activities.findLeadId(accountId, crmLeadId);
  }

  /** Takes part in the transaction that is open. @returns the id of the activity, `crm_…` */
  async insertCrmActivity(activity: Omit<CrmActivity, 'id'>): Promise<string> {
    const id = newId('crm');
    await this.activities.insert({ ...activity, id });
    return id;
  }
}
