import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '../../platform/database';
import { EventLog } from './event-log.service';
import { EventTypeCatalogue } from './event-type-catalogue.service';
import { EventTypes } from './event-types.service';
import { EventTypeEntity } from './persistence/event-type.entity';
import { EventTypesRepository } from './persistence/event-types.repository';
import { EventsRepository } from './persistence/events.repository';

@Module({
  imports: [DatabaseModule, TypeOrmModule.forFeature([EventTypeEntity])],
  providers: [EventsRepository, EventTypesRepository, EventLog, EventTypes, EventTypeCatalogue],
  exports: [EventLog, EventTypes, EventTypeCatalogue],
})
export class EventsModule {}
