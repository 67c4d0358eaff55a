import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, type Page, RequireScope, toPage, toPageRequest } from '../../../http';
import { keyReused, stillInProgress } from '../../../http/idempotency';
import { AuctionsService } from '../auctions.service';
import { PingLog } from '../ping-log';
import { CreatePingDto, toPingDraft } from './create-ping.dto';
import { CurrentIdempotentCall, type IdempotentCall } from './idempotent-call';
import { ListPingsQuery } from './list-pings.dto';
import { PingPageView, PingView, toPingView } from './ping.view';

@ApiTags('Pings')
@Controller('v1/pings')
export class PingsController {
  constructor(
    private readonly auctions: AuctionsService,
    private readonly log: PingLog,
  ) {}

  @Post()
  @RequireScope('leads:write')
  @ApiOperation({
    summary: 'Offer a lead',
    description:
      'Publishes `ping.received` and sends a signed `bid.requested` to the bid URL of every buyer whose targeting ' +
      '(states, sources, active hours) does not exclude the lead, up to 100 at once. A buyer answers 2xx with ' +
      '`{"bid": 42.5}` in the currency of the ping, or with `{"bid": null}` or 204 for no bid. The highest bid at or ' +
      'above `floor_price` wins, of equal ones the faster; `bid.won` goes to the winner.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'For 24 hours the same key with the same request gets the same ping again, as it then is, with ' +
      '`Idempotency-Replayed: true`. Pings count their keys apart from other calls',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    example: 'form-4711',
  })
  @ApiCreatedResponse({ type: PingView, description: 'The auction is over' })
  async create(
    @CurrentCaller() caller: Caller,
    @CurrentIdempotentCall() call: IdempotentCall,
    @Body() dto: CreatePingDto,
  ): Promise<PingView> {
    const held = await this.auctions.hold(caller, toPingDraft(dto, call.claim));
    switch (held.kind) {
      case 'in_progress':
        throw stillInProgress();
      case 'key_reused':
        throw keyReused();
      case 'repeated':
        call.sayReplayed();
        return toPingView(held);
      case 'held':
        return toPingView(held);
    }
  }

  @Get()
  @RequireScope('leads:read')
  @ApiOperation({ summary: 'List pings', description: 'Newest first.' })
  @ApiOkResponse({ type: PingPageView })
  async list(@CurrentCaller() caller: Caller, @Query() query: ListPingsQuery): Promise<Page<PingView>> {
    const identity = { list: 'pings', accountId: caller.accountId };
    const page = toPageRequest(query, identity);
    const pings = await this.log.list(caller, { ...page, status: query.status });
    const rows = pings.map((entry) => ({ id: entry.ping.id, entry }));
    return toPage(rows, { ...page, ...identity }, ({ entry }) => toPingView(entry));
  }

  @Get(':id')
  @RequireScope('leads:read')
  @ApiOperation({ summary: 'Get a ping', description: 'With its bids.' })
  @ApiOkResponse({ type: PingView })
  async get(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<PingView> {
    return toPingView(await this.log.get(caller, id));
  }
}
