import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, RequireScope } from '../../../http';
import { DeliveryLog } from '../../deliveries';
import { EventLog } from '../../events';
import { EventDetailView, toEventDetailView } from './event-detail.view';

@ApiTags('Events')
@Controller('v1/events')
export class EventController {
  constructor(
    private readonly events: EventLog,
    private readonly deliveries: DeliveryLog,
  ) {}

  @Get(':id')
  @RequireScope('events:read')
  @ApiOperation({ summary: 'Show an event', description: 'The event with its data and its deliveries.' })
  @ApiOkResponse({ type: EventDetailView, description: 'The event' })
  async get(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<EventDetailView> {
    const event = await this.events.get(caller, id);
    const deliveries = await this.deliveries.listOfEvent(caller.accountId, event.id, caller.buyerId);
    return toEventDetailView(event, deliveries);
  }
}
