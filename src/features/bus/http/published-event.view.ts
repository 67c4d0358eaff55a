import { API_VERSION } from '../../../core/event-types';
import { IntField, NestedListField, TextField, TimeField } from '../../../http';
import { type PublishedEvent } from '../publish.service';

export class PublishedEventView {
  @TextField({
    description: 'Id of the event, the same on every delivery',
    example: 'evt_06f2k8m1p4qsvx0z7w3h5j9n2c',
  })
  id: string;

  @TextField({ description: 'Event type', example: 'lead.verified' })
  type: string;

  @TimeField({ description: 'When the event was accepted' })
  created: string;

  @TextField({ description: 'Version of the envelope', example: API_VERSION })
  api_version: string;

  @TextField({ description: 'The buyer it was published for', example: null, nullable: true })
  buyer_id: string | null;

  @IntField({
    description:
      'How many webhooks get it. Null where the filters of the account take too long to wait for; the event is stored ' +
      'and its deliveries follow.',
    example: 2,
    min: 0,
    max: 2_147_483_647,
    nullable: true,
  })
  deliveries: number | null;
}

export class PublishedBatchView {
  @NestedListField({ description: 'In the order sent', of: () => PublishedEventView, maxItems: 1_000 })
  data: PublishedEventView[];
}

export function toPublishedEventView(event: PublishedEvent): PublishedEventView {
  return {
    id: event.id,
    type: event.type,
    created: event.createdAt.toISOString(),
    api_version: API_VERSION,
    buyer_id: event.buyerId,
    deliveries: event.deliveries,
  };
}
