import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '../../platform/database';
import { BusModule } from '../bus';
import { BuyersModule } from '../buyers';
import { DeliveriesModule, DeliveryLogModule } from '../deliveries';
import { EventsModule } from '../events';
import { WebhooksModule } from '../webhooks';
import { EventReplay } from './event-replay.service';
import { EventSender } from './event-sender.service';
import { MissingPairsRepository } from './persistence/missing-pairs.repository';
import { ReplayEntity } from './persistence/replay.entity';
import { ReplaysRepository } from './persistence/replays.repository';
import { ReplayMatches } from './replay-matches.service';
import { ReplayPlanner } from './replay-planner.service';
import { ReplaysService } from './replays.service';

/** Asking for replays: of one event at once, of many deliveries as a stored job. */
@Module({
  imports: [
    BusModule,
    BuyersModule,
    DatabaseModule,
    DeliveriesModule,
    DeliveryLogModule,
    EventsModule,
    TypeOrmModule.forFeature([ReplayEntity]),
    WebhooksModule,
  ],
  providers: [
    EventReplay,
    EventSender,
    MissingPairsRepository,
    ReplayMatches,
    ReplayPlanner,
    ReplaysRepository,
    ReplaysService,
  ],
  exports: [EventReplay, MissingPairsRepository, ReplaysRepository, ReplaysService],
})
export class ReplaysModule {}
