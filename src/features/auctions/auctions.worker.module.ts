import { Module } from '@nestjs/common';
import { AuctionSweep } from './auction-sweep';
import { AuctionsModule } from './auctions.module';

/** Settling what was left open. */
@Module({ imports: [AuctionsModule], providers: [AuctionSweep] })
export class AuctionsWorkerModule {}
