import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { ReadySettings } from '../config';
import { LeadQueue } from './lead-queue';
import { LEAD_QUEUE, producerOptions } from './queue-options';

@Module({
  imports: [
    BullModule.registerQueueAsync({
      name: LEAD_QUEUE,
      inject: [ReadySettings],
      useFactory: (settings: ReadySettings) => producerOptions(settings),
    }),
  ],
  providers: [LeadQueue],
  exports: [LeadQueue],
})
export class LeadQueueModule {}
