import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Caller,
  CurrentCaller,
  Idempotent,
  type Page,
  PageQuery,
  RequireScope,
  toPage,
  toPageRequest,
} from '../../../http';
import { EventTypeCatalogue } from '../event-type-catalogue.service';
import {
  CreateEventTypeDto,
  toEventTypeChanges,
  toEventTypeDraft,
  UpdateEventTypeDto,
} from './event-type.dto';
import { EventTypePageView, EventTypeView, toEventTypeView } from './event-type.view';

@ApiTags('Event types')
@Controller('v1/event-types')
export class EventTypesController {
  constructor(private readonly catalogue: EventTypeCatalogue) {}

  @Get()
  @RequireScope('events:read')
  @ApiOperation({
    summary: 'List event types',
    description: 'Built-in and own types, in the order of their names.',
  })
  @ApiOkResponse({ type: EventTypePageView })
  async list(@CurrentCaller() caller: Caller, @Query() query: PageQuery): Promise<Page<EventTypeView>> {
    const identity = { list: 'event-types', accountId: caller.accountId };
    const page = toPageRequest(query, identity);
    const types = await this.catalogue.list(caller.accountId, page);
    // Cursors carry an id; a type's id is its name.
    const rows = types.map((type) => ({ id: type.name, type }));
    return toPage(rows, { ...page, ...identity }, ({ type }) => toEventTypeView(type));
  }

  @Post()
  @RequireScope('events:write')
  @Idempotent()
  @ApiOperation({
    summary: 'Register an event type',
    description:
      'From then on events of this type can be published and webhooks can subscribe to it by name.',
  })
  @ApiCreatedResponse({ type: EventTypeView })
  async create(@CurrentCaller() caller: Caller, @Body() dto: CreateEventTypeDto): Promise<EventTypeView> {
    return toEventTypeView(await this.catalogue.create(caller, toEventTypeDraft(dto)));
  }

  @Get(':name')
  @RequireScope('events:read')
  @ApiOperation({ summary: 'Show an event type' })
  @ApiOkResponse({ type: EventTypeView })
  async get(@CurrentCaller() caller: Caller, @Param('name') name: string): Promise<EventTypeView> {
    return toEventTypeView(await this.catalogue.get(caller.accountId, name));
  }

  @Patch(':name')
  @RequireScope('events:write')
  @ApiOperation({
    summary: 'Change an event type',
    description:
      'Fields left out stay as they are; null removes a schema or an example. Built-in types cannot be changed.',
  })
  @ApiOkResponse({ type: EventTypeView })
  async update(
    @CurrentCaller() caller: Caller,
    @Param('name') name: string,
    @Body() dto: UpdateEventTypeDto,
  ): Promise<EventTypeView> {
    return toEventTypeView(await this.catalogue.update(caller, name, toEventTypeChanges(dto)));
  }
}
