import { Module } from '@nestjs/common';
import { BusWorkerModule } from '../features/bus/bus.worker.module';
import { DeliveriesWorkerModule } from '../features/deliveries/deliveries.worker.module';
import { ReplaysWorkerModule } from '../features/replays/replays.worker.module';

/** Everything that works in the background. */
@Module({ imports: [BusWorkerModule, DeliveriesWorkerModule, ReplaysWorkerModule] })
export class WorkerModule {}
