import { Module } from '@nestjs/common';
import { HttpModule } from '../../http';
import { EventsModule } from './events.module';
import { EventTypesController } from './http/event-types.controller';
import { EventsController } from './http/events.controller';

@Module({
  imports: [EventsModule, HttpModule],
  controllers: [EventsController, EventTypesController],
})
export class EventsApiModule {}
