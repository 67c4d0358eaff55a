import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, type Page, RequireScope, toPage, toPageRequest } from '../../../http';
import { EventLog } from '../event-log.service';
import { EventPageView, type EventView, toEventView } from './event.view';
import { ListEventsQuery, toEventFilter } from './list-events.dto';

@ApiTags('Events')
@Controller('v1/events')
export class EventsController {
  constructor(private readonly log: EventLog) {}

  @Get()
  @RequireScope('events:read')
  @ApiOperation({
    summary: 'List events',
    description: 'Newest first. The data is shown by the single event.',
  })
  @ApiOkResponse({ type: EventPageView })
  async list(@CurrentCaller() caller: Caller, @Query() query: ListEventsQuery): Promise<Page<EventView>> {
    const identity = { list: 'events', accountId: caller.accountId };
    const page = toPageRequest(query, identity);
    const events = await this.log.list(caller, toEventFilter(query), page);
    return toPage(events, { ...page, ...identity }, toEventView);
  }
}
