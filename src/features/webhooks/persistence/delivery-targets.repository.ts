import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database';
import { type RequestContent } from '../../connectors';
import { type WebhookStatus } from '../webhook';

export interface StoredTarget extends RequestContent {
  webhookId: string;
  accountId: string;
  url: string;
  headers: Record<string, string>;
  timeoutMs: number | null;
  retryScheduleSeconds: number[] | null;
  contentVersion: number;
  description: string | null;
  metadata: Record<string, string>;
  status: WebhookStatus;
  isDeleted: boolean;
  /** The current secret first, then the newest. */
  sealedSecrets: { id: string; sealed: Buffer }[];
}

type TargetRow = Omit<StoredTarget, 'sealedSecrets'> & {
  secretIds: string[] | null;
  sealed: Buffer[] | null;
};

@Injectable()
export class DeliveryTargetsRepository {
  constructor(private readonly database: Database) {}

  /** @param now secrets that end at this time or earlier are left out */
  async find(webhookIds: string[], now: Date): Promise<StoredTarget[]> {
    const rows = await this.database.query<TargetRow>(
      `SELECT w.id AS "webhookId", w.account_id AS "accountId", w.url, w.headers, w.timeout_ms AS "timeoutMs",
         w.retry_schedule_seconds AS "retryScheduleSeconds", w.format, w.format_options AS "formatOptions", w.method,
         w.mapping, w.header_mapping AS "headerMapping", w.url_mapping AS "urlMapping",
         w.content_version AS "contentVersion", w.description, w.metadata, w.status, w.deleted_at IS NOT NULL AS "isDeleted",
         s.ids AS "secretIds", s.sealed
       FROM webhooks w CROSS JOIN LATERAL (
         SELECT array_agg(id ORDER BY expires_at IS NULL DESC, id DESC) AS ids,
           array_agg(sealed ORDER BY expires_at IS NULL DESC, id DESC) AS sealed
         FROM webhook_secrets WHERE webhook_id = w.id AND (expires_at IS NULL OR expires_at > $2)
       ) s
       WHERE w.id = ANY($1)`,
      [webhookIds, now],
    );
    return rows.map(({ secretIds, sealed, ...target }) => ({
      ...target,
      sealedSecrets: (secretIds ?? []).map((id, index) => ({ id, sealed: sealed![index]! })),
    }));
  }
}
