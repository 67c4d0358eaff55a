import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type FormatName, type RequestMethod } from '../../connectors';
import { type WebhookStatus } from '../webhook';

@Entity('webhooks')
export class WebhookEntity {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'account_id' })
  accountId: string;

  @Column('text', { name: 'buyer_id', nullable: true })
  buyerId: string | null;

  @Column('text')
  url: string;

  @Column('text', { array: true })
  events: string[];

  @Column('json', { nullable: true })
  filter: object | null;

  @Column('jsonpath', { name: 'filter_path', nullable: true })
  filterPath: string | null;

  @Column('text')
  format: FormatName;

  @Column('json', { name: 'format_options' })
  formatOptions: object;

  @Column('text')
  method: RequestMethod;

  @Column('text', { nullable: true })
  mapping: string | null;

  @Column('text', { name: 'header_mapping', nullable: true })
  headerMapping: string | null;

  @Column('text', { name: 'url_mapping', nullable: true })
  urlMapping: string | null;

  @Column('integer', { name: 'content_version' })
  contentVersion: number;

  @Column('text', { nullable: true })
  description: string | null;

  @Column('json')
  headers: Record<string, string>;

  @Column('integer', { name: 'timeout_ms', nullable: true })
  timeoutMs: number | null;

  @Column('integer', { name: 'retry_schedule_seconds', array: true, nullable: true })
  retryScheduleSeconds: number[] | null;

  @Column('json')
  metadata: Record<string, string>;

  @Column('text')
  status: WebhookStatus;

  @Column('text', { name: 'disabled_reason', nullable: true })
  disabledReason: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;

  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt: Date | null;
}
