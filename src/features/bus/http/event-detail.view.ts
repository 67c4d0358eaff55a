import { JsonObjectField, NestedListField } from '../../../http';
import { type Delivery, DeliveryView, toDeliveryView } from '../../deliveries';
import { EventView, type StoredEvent, toEventView } from '../../events';

export class EventDetailView extends EventView {
  @JsonObjectField({
    description: 'What happened, as published',
    example: { lead_id: 'lead_456def', verification_status: 'passed' },
  })
  data: Record<string, unknown>;

  @NestedListField({
    description: 'One for each webhook that gets the event, newest first',
    of: () => DeliveryView,
    maxItems: 100_000,
  })
  deliveries: DeliveryView[];
}

export function toEventDetailView(event: StoredEvent, deliveries: Delivery[]): EventDetailView {
  const { data } = JSON.parse(event.body) as { data: Record<string, unknown> };
  return { ...toEventView(event), data, deliveries: deliveries.map(toDeliveryView) };
}
