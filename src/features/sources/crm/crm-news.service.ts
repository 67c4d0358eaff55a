import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { Logger } from '../../../platform/logging';
import { Metrics } from '../../../platform/metrics';
import { type CrmNews, type StoredCrmNews } from './crm-news';
import { CrmNewsWriter } from './crm-news-writer';

@Injectable()
export class CrmNewsService {
  private readonly count;

  constructor(
    private readonly writer: CrmNewsWriter,
    private readonly database: Database,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.count = metrics.counter({
      name: 'synaptis_crm_news_received_total',
      help: 'News of leads that came from CRMs, by what became of them',
      labels: ['result'],
    });
  }

  /**
   * When this resolves, the news and their event are committed.
   * @returns null when no lead has this CRM id: nothing is stored, and a line in the log is all there is
   */
  async receive(news: CrmNews): Promise<StoredCrmNews | null> {
    const stored = await this.database.transaction(() => this.writer.write(news));
    this.tell(news, stored);
    return stored;
  }

  /** What the CRM says is the customer's business; a CRM's id of a lead may be its e-mail address. */
  private tell({ accountId, crmLeadId }: CrmNews, stored: StoredCrmNews | null): void {
    const result = stored ? 'stored' : 'unmatched';
    this.count.inc({ result });
    this.logger.info(`crm_news.${result}`, {
      account_id: accountId,
      ...(stored
        ? { lead_id: stored.leadId, activity_id: stored.activityId, event_id: stored.eventId }
        : { crm_lead_hash: shortHash(crmLeadId) }),
    });
  }
}

/** Enough for whoever knows the id to find its lines. */
function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
