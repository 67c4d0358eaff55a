import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { ReadySettings } from '../config';
import { RedisModule } from '../redis';
import { JobQueue } from './job-queue';
import { DELIVERY_QUEUE, producerOptions } from './queue-options';

@Module({
  imports: [
    RedisModule,
    BullModule.registerQueueAsync({
      name: DELIVERY_QUEUE,
      inject: [ReadySettings],
      useFactory: (settings: ReadySettings) => producerOptions(settings),
    }),
  ],
  providers: [JobQueue],
  exports: [JobQueue],
})
export class QueueModule {}
