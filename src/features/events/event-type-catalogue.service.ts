import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { isEventTypeName, isOutcomeType } from '../../core/event-types';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database';
import { Logger } from '../../platform/logging';
import { type Actor, refuseBound } from '../auth';
import { BUILT_IN } from './built-in-event-types';
import { checkSchema } from './check-schema';
import { type EventType, type EventTypeChanges, type EventTypeDraft } from './event-type';
import { EventTypesRepository } from './persistence/event-types.repository';

/** The event types of an account as its developers see and extend them. */
@Injectable()
export class EventTypeCatalogue {
  constructor(
    private readonly types: EventTypesRepository,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** @throws AppError NOT_FOUND */
  async get(accountId: string, name: string): Promise<EventType> {
    const builtIn = BUILT_IN.get(name);
    if (builtIn) return builtIn;
    const type = isEventTypeName(name) ? await this.types.find(accountId, name) : null;
    return type ?? notFound();
  }

  /**
   * Built-in and own types together, in the order of their names.
   *
   * @param page `before`: the name the page before ended with
   * @returns up to `limit + 1` types; the one too many says that there are more
   */
  async list(accountId: string, page: { limit: number; before: string | null }): Promise<EventType[]> {
    const after = page.before ?? '';
    const own = await this.types.list(accountId, after, page.limit + 1);
    const builtIn = [...BUILT_IN.values()].filter(({ name }) => name > after);
    return [...builtIn, ...own].toSorted((a, b) => (a.name < b.name ? -1 : 1)).slice(0, page.limit + 1);
  }

  /**
   * @throws AppError FORBIDDEN for keys bound to a buyer, ALREADY_EXISTS, RULE_VIOLATED for reserved names,
   * schemas that are none, and examples their schema does not accept
   */
  async create(actor: Actor, draft: EventTypeDraft): Promise<EventType> {
    refuseBound(actor, 'Event types');
    if (BUILT_IN.has(draft.name)) throw alreadyExists();
    if (isOutcomeType(draft.name)) throw reservedName();
    requireSound(draft);
    const at = this.clock.now();
    if (!(await this.types.insert(actor.accountId, draft, at))) throw alreadyExists();
    await this.tell('event_type.created', actor, draft.name);
    return { ...draft, filterExamples: [], isBuiltIn: false, createdAt: at, updatedAt: at };
  }

  /** @throws AppError as `create`, NOT_FOUND, and RULE_VIOLATED for built-in types */
  async update(actor: Actor, name: string, changes: EventTypeChanges): Promise<EventType> {
    refuseBound(actor, 'Event types');
    if (BUILT_IN.has(name)) throw new AppError('RULE_VIOLATED', 'Built-in event types cannot be changed.');
    if (!isEventTypeName(name)) return notFound();
    return this.database.transaction(async () => {
      const before = (await this.types.findForUpdate(actor.accountId, name)) ?? notFound();
      const after = { ...before, ...changes, updatedAt: this.clock.now() };
      requireSound(after);
      await this.types.update(actor.accountId, after, after.updatedAt);
      await this.tell('event_type.updated', actor, name);
      return after;
    });
  }

  private tell(stage: string, { accountId }: Actor, name: string): Promise<void> {
    return this.database.afterCommit(() =>
      this.logger.info(stage, { account_id: accountId, event_type: name }),
    );
  }
}

function requireSound({ schema, example }: Pick<EventType, 'schema' | 'example'>): void {
  const fields = checkSchema(schema, example);
  if (fields.length === 0) return;
  throw new AppError('RULE_VIOLATED', 'The schema and the example cannot be accepted as they are.', {
    fields,
  });
}

function notFound(): never {
  throw new AppError('NOT_FOUND', 'There is no event type with this name.');
}

function alreadyExists(): AppError {
  return new AppError('ALREADY_EXISTS', 'There is an event type with this name already.', {
    fields: [{ pointer: '/name', detail: 'must be a name that is not taken' }],
  });
}

function reservedName(): AppError {
  return new AppError('RULE_VIOLATED', 'Names that begin with delivery. are kept for the platform.', {
    fields: [{ pointer: '/name', detail: 'must not begin with delivery.' }],
  });
}
