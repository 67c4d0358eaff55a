import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { Database } from '../../../platform/database';
import { type EventType, type EventTypeDraft } from '../event-type';
import { EventTypeEntity } from './event-type.entity';

/** Which type of which account. */
export interface EventTypeKey {
  accountId: string;
  name: string;
}

@Injectable()
export class EventTypesRepository {
  constructor(private readonly database: Database) {}

  async find(accountId: string, name: string): Promise<EventType | null> {
    const entity = await this.rows.findOneBy({ accountId, name });
    return entity && toEventType(entity);
  }

  /** The same, and nobody else changes it until the transaction ends. */
  async findForUpdate(accountId: string, name: string): Promise<EventType | null> {
    const entity = await this.rows.findOne({
      where: { accountId, name },
      lock: { mode: 'pessimistic_write' },
    });
    return entity && toEventType(entity);
  }

  /** Those of the keys that are registered. */
  async findKeys(keys: EventTypeKey[]): Promise<EventTypeKey[]> {
    return this.database.query<EventTypeKey>(
      `SELECT account_id AS "accountId", name FROM event_types
       WHERE (account_id, name) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
      [keys.map(({ accountId }) => accountId), keys.map(({ name }) => name)],
    );
  }

  /** In the order of their names. @param after only names behind this one */
  async list(accountId: string, after: string, limit: number): Promise<EventType[]> {
    const entities = await this.rows.find({
      where: { accountId, name: MoreThan(after) },
      order: { name: 'ASC' },
      take: limit,
    });
    return entities.map(toEventType);
  }

  /** @returns false when the account has a type of this name already */
  async insert(accountId: string, draft: EventTypeDraft, at: Date): Promise<boolean> {
    const { name, description, schema, example } = draft;
    const rows = await this.database.query(
      `INSERT INTO event_types (account_id, name, description, schema, example, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT DO NOTHING RETURNING 1`,
      [accountId, name, description, toJson(schema), toJson(example), at],
    );
    return rows.length === 1;
  }

  async update(
    accountId: string,
    { name, description, schema, example }: EventTypeDraft,
    at: Date,
  ): Promise<void> {
    await this.database.query(
      `UPDATE event_types SET description = $3, schema = $4, example = $5, updated_at = $6
       WHERE account_id = $1 AND name = $2`,
      [accountId, name, description, toJson(schema), toJson(example), at],
    );
  }

  private get rows() {
    return this.database.repository(EventTypeEntity);
  }
}

function toJson(value: object | null): string | null {
  return value && JSON.stringify(value);
}

function toEventType(entity: EventTypeEntity): EventType {
  const { name, description, schema, example, createdAt, updatedAt } = entity;
  return { name, description, schema, example, filterExamples: [], isBuiltIn: false, createdAt, updatedAt };
}
