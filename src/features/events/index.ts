export { EventView, toEventView } from './http/event.view';
export { EventLog } from './event-log.service';
export { type JsonObject } from './event-type';
export { EventTypes } from './event-types.service';
export { EventsModule } from './events.module';
export { type EventSummary, type StoredEvent } from './stored-event';
