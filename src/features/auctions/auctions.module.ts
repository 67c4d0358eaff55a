import { Module } from '@nestjs/common';
import { CryptoModule } from '../../platform/crypto';
import { DatabaseModule } from '../../platform/database';
import { MetricsModule } from '../../platform/metrics';
import { OutboundHttpModule } from '../../platform/outbound-http';
import { SignalsModule } from '../../platform/signals';
import { BusModule } from '../bus';
import { BuyersModule } from '../buyers';
import { LeadsModule } from '../leads';
import { SourcesModule } from '../sources';
import { WebhooksModule } from '../webhooks';
import { AuctionTelemetry } from './auction-telemetry';
import { AuctionVerdict } from './auction-verdict';
import { AuctionsService } from './auctions.service';
import { BidCollector } from './bid-collector';
import { BidderChoice } from './bidder-choice';
import { BidderSealing } from './bidder-sealing';
import { BiddersService } from './bidders.service';
import { BuyerDeletedListener } from './buyer-deleted.listener';
import { BiddersRepository } from './persistence/bidders.repository';
import { BidsRepository } from './persistence/bids.repository';
import { PingsRepository } from './persistence/pings.repository';
import { PingHandover } from './ping-handover';
import { PingLog } from './ping-log';
import { PingOpening } from './ping-opening';
import { PingPostService } from './ping-post.service';
import { PostRules } from './post-rules';
import { Settlement } from './settlement';

/** Ping/post: leads on offer without personal data, bids for them, and the lead for the winner. */
@Module({
  imports: [
    BusModule,
    BuyersModule,
    CryptoModule,
    DatabaseModule,
    LeadsModule,
    MetricsModule,
    OutboundHttpModule,
    SignalsModule,
    SourcesModule,
    WebhooksModule,
  ],
  providers: [
    AuctionTelemetry,
    AuctionVerdict,
    AuctionsService,
    BidCollector,
    BidderChoice,
    BidderSealing,
    BiddersRepository,
    BiddersService,
    BidsRepository,
    BuyerDeletedListener,
    PingHandover,
    PingLog,
    PingOpening,
    PingPostService,
    PingsRepository,
    PostRules,
    Settlement,
  ],
  exports: [AuctionsService, BiddersService, PingLog, PingPostService, PingsRepository, Settlement],
})
export class AuctionsModule {}
