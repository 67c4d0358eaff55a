import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type DeliveryStatus } from '../../../core/delivery';
import { type ReplayStatus } from '../replay';

/** A filter as it is stored: JSON knows no times. */
export interface StoredFilter {
  webhookId: string | null;
  eventType: string | null;
  status: DeliveryStatus | null;
  createdAfter: string;
  createdBefore: string;
  missing: boolean;
  endedBy: string;
}

@Entity('replays')
export class ReplayEntity {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ name: 'account_id', type: 'text' })
  accountId: string;

  @Column({ name: 'buyer_id', type: 'text', nullable: true })
  buyerId: string | null;

  @Column({ type: 'text' })
  status: ReplayStatus;

  @Column({ type: 'json' })
  filter: StoredFilter;

  @Column({ type: 'integer' })
  matched: number;

  @Column({ type: 'integer' })
  sent: number;

  /** A `ReplayPosition` as JSON; null at the start and at the end. */
  @Column({ type: 'text', nullable: true })
  position: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'completed_at', type: 'timestamptz', nullable: true })
  completedAt: Date | null;
}
