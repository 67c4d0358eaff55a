import { Module } from '@nestjs/common';
import { AuctionsWorkerModule } from '../features/auctions/auctions.worker.module';
import { BusWorkerModule } from '../features/bus/bus.worker.module';
import { DeliveriesWorkerModule } from '../features/deliveries/deliveries.worker.module';
import { LeadsWorkerModule } from '../features/leads/leads.worker.module';
import { ReplaysWorkerModule } from '../features/replays/replays.worker.module';
import { RoutingWorkerModule } from '../features/routing/routing.worker.module';

/** Everything that works in the background. */
@Module({
  imports: [
    AuctionsWorkerModule,
    BusWorkerModule,
    DeliveriesWorkerModule,
    LeadsWorkerModule,
    ReplaysWorkerModule,
    RoutingWorkerModule,
  ],
})
export class WorkerModule {}
