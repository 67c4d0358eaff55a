import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database';
import { PeriodicModule } from '../../platform/periodic';
import { BusModule } from './bus.module';
import { DeferredEventsSweep } from './deferred-events-sweep';
import { Housekeeping, HousekeepingRunner } from './housekeeping';
import { RetentionRepository } from './persistence/retention.repository';

/** The bus in a worker: it publishes outcome events and keeps history within its bounds. */
@Module({
  imports: [BusModule, DatabaseModule, PeriodicModule],
  providers: [DeferredEventsSweep, Housekeeping, HousekeepingRunner, RetentionRepository],
})
export class BusWorkerModule {}
