import { API_VERSION, buildEventBody, patternsMatching } from '../../core/event-types';
import { newId } from '../../platform/ids';
import { type NewEvent } from './persistence/publish.repository';

export interface EventDraft {
  accountId: string;
  buyerId: string | null;
  type: string;
  data: object;
}

/** Gives a draft its id, its time and the bytes that every attempt will send. */
export function toNewEvent({ accountId, buyerId, type, data }: EventDraft, now: Date): NewEvent {
  const id = newId('evt');
  const body = buildEventBody({ id, type, created: now.toISOString(), data, apiVersion: API_VERSION });
  return { id, accountId, buyerId, type, body, createdAt: now, patterns: patternsMatching(type) };
}
