import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, Idempotent, RequireScope } from '../../../http';
import { PublishRules } from '../publish-rules';
import { PublishService } from '../publish.service';
import { PublishTelemetry } from '../publish-telemetry';
import { PublishBatchDto, PublishEventDto } from './publish.dto';
import { PublishedBatchView, PublishedEventView, toPublishedEventView } from './published-event.view';

@ApiTags('Events')
@Controller('v1/events')
export class PublishController {
  constructor(
    private readonly publisher: PublishService,
    private readonly rules: PublishRules,
    private readonly telemetry: PublishTelemetry,
  ) {}

  @Post()
  @HttpCode(202)
  @RequireScope('events:write')
  @Idempotent()
  @ApiOperation({
    summary: 'Publish an event',
    description:
      'Answers once the event and its deliveries are committed to disk; from then on they cannot be lost.',
  })
  @ApiAcceptedResponse({ type: PublishedEventView, description: 'Stored, and on its way' })
  async publish(@CurrentCaller() caller: Caller, @Body() dto: PublishEventDto): Promise<PublishedEventView> {
    const [view] = await this.publishAll(caller, [dto], () => '');
    return view!;
  }

  @Post('batch')
  @HttpCode(202)
  @RequireScope('events:write')
  @Idempotent()
  @ApiOperation({
    summary: 'Publish up to 1,000 events',
    description: 'All or nothing: one event that cannot be accepted refuses the whole batch.',
  })
  @ApiAcceptedResponse({ type: PublishedBatchView, description: 'All stored, and on their way' })
  async publishBatch(
    @CurrentCaller() caller: Caller,
    @Body() dto: PublishBatchDto,
  ): Promise<PublishedBatchView> {
    return { data: await this.publishAll(caller, dto.events, (index) => `/events/${index}`) };
  }

  private async publishAll(caller: Caller, events: PublishEventDto[], pointer: (index: number) => string) {
    const startedMs = performance.now();
    const requests = events.map(({ type, data, buyer_id: buyerId }) => ({ type, data, buyerId }));
    const drafts = await this.rules.toDrafts(caller, requests, pointer);
    const published = await this.publisher.publish(drafts);
    this.telemetry.published(caller, published, performance.now() - startedMs);
    return published.map(toPublishedEventView);
  }
}
