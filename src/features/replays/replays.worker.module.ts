import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database';
import { BusModule } from '../bus';
import { DeliveriesModule, DeliveryLogModule } from '../deliveries';
import { ReplayAdvancer } from './replay-advancer.service';
import { ReplayChunks } from './replay-chunks.service';
import { ReplayJournal } from './replay-journal.service';
import { ReplayRunner } from './replay-runner';
import { ReplaysModule } from './replays.module';

/** Carrying replays out. */
@Module({
  imports: [BusModule, DatabaseModule, DeliveriesModule, DeliveryLogModule, ReplaysModule],
  providers: [ReplayAdvancer, ReplayChunks, ReplayJournal, ReplayRunner],
})
export class ReplaysWorkerModule {}
