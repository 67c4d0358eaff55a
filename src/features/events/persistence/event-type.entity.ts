import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type JsonObject } from '../event-type';

@Entity('event_types')
export class EventTypeEntity {
  @PrimaryColumn('text', { name: 'account_id' })
  accountId: string;

  @PrimaryColumn('text')
  name: string;

  @Column('text')
  description: string;

  @Column('json', { nullable: true })
  schema: JsonObject | null;

  @Column('json', { nullable: true })
  example: JsonObject | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}
