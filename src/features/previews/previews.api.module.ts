import { Module } from '@nestjs/common';
import { HttpModule } from '../../http';
import { BusModule } from '../bus';
import { BuyersModule } from '../buyers';
import { ConnectorsModule } from '../connectors';
import { EventsModule } from '../events';
import { WebhooksModule } from '../webhooks';
import { PreviewsController } from './http/previews.controller';
import { PreviewEvents } from './preview-events.service';
import { PreviewWebhooks } from './preview-webhooks.service';
import { Previews } from './previews.service';

@Module({
  imports: [BusModule, BuyersModule, ConnectorsModule, EventsModule, HttpModule, WebhooksModule],
  providers: [PreviewEvents, PreviewWebhooks, Previews],
  controllers: [PreviewsController],
})
export class PreviewsApiModule {}
