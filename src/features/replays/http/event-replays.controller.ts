import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, Idempotent, RequireScope } from '../../../http';
import { EventReplay } from '../event-replay.service';
import { ReplayEventDto } from './replay-event.dto';
import { ReplayedEventView } from './replayed-event.view';

@ApiTags('Events')
@Controller('v1/events')
export class EventReplaysController {
  constructor(private readonly events: EventReplay) {}

  @Post(':id/replay')
  @HttpCode(202)
  @RequireScope('deliveries:replay')
  @Idempotent()
  @ApiOperation({
    summary: 'Send an event again',
    description:
      'Sends every delivery of the event again: a fresh first attempt now, with the same event id and body, ' +
      'followed by the full retry schedule if it fails. Deliveries of disabled webhooks are parked until those ' +
      'are enabled; those of deleted webhooks are left out.',
  })
  @ApiAcceptedResponse({ type: ReplayedEventView })
  async replay(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() { webhook_id: webhookId, missing }: ReplayEventDto,
  ): Promise<ReplayedEventView> {
    return { event_id: id, deliveries: await this.events.replay(caller, id, { webhookId, missing }) };
  }
}
