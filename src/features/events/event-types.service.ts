import { Injectable } from '@nestjs/common';
import { Batcher } from '../../platform/batching';
import { Database } from '../../platform/database';
import { BUILT_IN } from './built-in-event-types';
import { type JsonObject } from './event-type';
import { type EventTypeKey, EventTypesRepository } from './persistence/event-types.repository';

/** Registered types are never removed, so that one was seen stays true; only so many are remembered. */
const MAX_REMEMBERED = 10_000;

/** What other rooms ask about event types; the first question of every publish. */
@Injectable()
export class EventTypes {
  private readonly remembered = new Set<string>();
  private readonly lookups: Batcher<EventTypeKey, boolean>;

  constructor(
    private readonly types: EventTypesRepository,
    private readonly database: Database,
  ) {
    this.lookups = new Batcher({
      name: 'event types',
      maxWeight: 500,
      maxWaiting: 20_000,
      maxRunning: 1,
      run: (keys) => this.areRegistered(keys),
    });
  }

  /** Whether events of this type may be published and subscribed to by name. */
  async isKnown(accountId: string, name: string): Promise<boolean> {
    if (BUILT_IN.has(name)) return true;
    const key = { accountId, name };
    // A batch takes a connection of its own: never wait for one while holding another.
    if (this.database.isInTransaction) return (await this.areRegistered([key]))[0]!;
    if (this.remembered.has(toText(key))) return true;
    const isRegistered = await this.lookups.submit(key);
    if (isRegistered) this.remember(key);
    return isRegistered;
  }

  /** Those of `names` that are neither built in nor registered, in one query. */
  async findUnknown(accountId: string, names: string[]): Promise<string[]> {
    const custom = names.filter((name) => !BUILT_IN.has(name));
    if (custom.length === 0) return [];
    const known = await this.areRegistered(custom.map((name) => ({ accountId, name })));
    return custom.filter((_, index) => !known[index]);
  }

  /** The `data` that shows what an event of this type looks like; null when there is none. */
  async exampleOf(accountId: string, name: string): Promise<JsonObject | null> {
    const type = BUILT_IN.get(name) ?? (await this.types.find(accountId, name));
    return type?.example ?? null;
  }

  private async areRegistered(keys: EventTypeKey[]): Promise<boolean[]> {
    const found = new Set((await this.types.findKeys(keys)).map(toText));
    return keys.map((key) => found.has(toText(key)));
  }

  private remember(key: EventTypeKey): void {
    this.remembered.add(toText(key));
    if (this.remembered.size <= MAX_REMEMBERED) return;
    const [oldest] = this.remembered;
    this.remembered.delete(oldest!);
  }
}

function toText({ accountId, name }: EventTypeKey): string {
  return `${accountId} ${name}`;
}
