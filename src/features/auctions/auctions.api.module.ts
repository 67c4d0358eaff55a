import { Module } from '@nestjs/common';
import { HttpModule } from '../../http';
import { AuctionsModule } from './auctions.module';
import { BiddingController } from './http/bidding.controller';
import { PingPostController } from './http/ping-post.controller';
import { PingsController } from './http/pings.controller';

@Module({
  imports: [AuctionsModule, HttpModule],
  controllers: [BiddingController, PingPostController, PingsController],
})
export class AuctionsApiModule {}
