import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Targeting } from '../../../core/leads';

@Entity('buyers')
export class BuyerEntity {
  @PrimaryColumn({ name: 'account_id', type: 'text' })
  accountId: string;

  @PrimaryColumn('text')
  id: string;

  @Column('text')
  name: string;

  @Column('json')
  metadata: Record<string, string>;

  @Column({ type: 'json', nullable: true })
  targeting: Targeting | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
