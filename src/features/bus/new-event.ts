import { API_VERSION, buildEventBody, patternsMatching } from '../../core/event-types';
import { filterableBody, filterWeight } from '../../core/filter';
import { idTimeMs } from '../../core/ids';
import { newId } from '../../platform/ids';
import { type NewEvent } from './persistence/publish.repository';

export interface EventDraft {
  accountId: string;
  buyerId: string | null;
  type: string;
  data: object;
}

/** Gives a draft its id, its time and the bytes that every attempt will send. */
export function toNewEvent({ accountId, buyerId, type, data }: EventDraft): NewEvent {
  const id = newId('evt');
  // Lists find events of a time by their ids, so the time shown is the one in the id.
  const createdAt = new Date(idTimeMs(id));
  const body = buildEventBody({ id, type, created: createdAt.toISOString(), data, apiVersion: API_VERSION });
  return {
    id,
    accountId,
    buyerId,
    type,
    body,
    filterableBody: filterableBody(body),
    filterWeight: filterWeight(body, data),
    createdAt,
    patterns: patternsMatching(type),
  };
}
