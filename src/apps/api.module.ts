import { Module } from '@nestjs/common';
import { AuctionsApiModule } from '../features/auctions/auctions.api.module';
import { AuthApiModule } from '../features/auth/auth.api.module';
import { BusApiModule } from '../features/bus/bus.api.module';
import { BuyersApiModule } from '../features/buyers/buyers.api.module';
import { ConnectorsApiModule } from '../features/connectors/connectors.api.module';
import { DeliveriesApiModule } from '../features/deliveries/deliveries.api.module';
import { EventsApiModule } from '../features/events/events.api.module';
import { LeadsApiModule } from '../features/leads/leads.api.module';
import { PreviewsApiModule } from '../features/previews/previews.api.module';
import { ReplaysApiModule } from '../features/replays/replays.api.module';
import { SourcesApiModule } from '../features/sources/sources.api.module';
import { WebhooksApiModule } from '../features/webhooks/webhooks.api.module';

/** Everything that answers callers. */
@Module({
  imports: [
    AuthApiModule,
    BuyersApiModule,
    EventsApiModule,
    ConnectorsApiModule,
    WebhooksApiModule,
    DeliveriesApiModule,
    BusApiModule,
    PreviewsApiModule,
    ReplaysApiModule,
    LeadsApiModule,
    SourcesApiModule,
    AuctionsApiModule,
  ],
})
export class ApiModule {}
