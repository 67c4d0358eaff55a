import { API_VERSION } from '../../../core/event-types';
import { PageOf, TextField, TimeField } from '../../../http';
import { type EventSummary } from '../stored-event';

export class EventView {
  @TextField({ description: 'Id of the event', example: 'evt_01kf0k8y20f2etja3vn6y8b1ke' })
  id: string;

  @TextField({ description: 'Event type', example: 'lead.verified' })
  type: string;

  @TimeField({ description: 'When it was published' })
  created: string;

  @TextField({ description: 'Version of the envelope', example: API_VERSION })
  api_version: string;

  @TextField({
    description: 'The buyer it was published for; null when for none',
    example: 'buyer_01kejz4m9cf6ytmz8r3t5b7n2d',
    nullable: true,
  })
  buyer_id: string | null;
}

export const EventPageView = PageOf(EventView);

export function toEventView({ id, type, createdAt, buyerId }: EventSummary): EventView {
  return { id, type, created: createdAt.toISOString(), api_version: API_VERSION, buyer_id: buyerId };
}
