import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database';
import { PeriodicModule } from '../../platform/periodic';
import { AuctionHousekeeping, AuctionHousekeepingRunner } from './auction-housekeeping';
import { AuctionSweep } from './auction-sweep';
import { AuctionsModule } from './auctions.module';
import { AuctionHistoryRepository } from './persistence/auction-history.repository';

/** Auctions in a worker: it settles what was left open, and keeps history within its bounds. */
@Module({
  imports: [AuctionsModule, DatabaseModule, PeriodicModule],
  providers: [AuctionHistoryRepository, AuctionHousekeeping, AuctionHousekeepingRunner, AuctionSweep],
})
export class AuctionsWorkerModule {}
