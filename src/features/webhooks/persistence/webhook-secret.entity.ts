import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('webhook_secrets')
export class WebhookSecretEntity {
  @PrimaryColumn('text')
  id: string;

  @Column('text', { name: 'webhook_id' })
  webhookId: string;

  @Column('bytea')
  sealed: Buffer;

  /** Null for the current secret. */
  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
