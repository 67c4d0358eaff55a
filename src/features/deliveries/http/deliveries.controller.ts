import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Caller,
  CurrentCaller,
  Idempotent,
  type Page,
  RequireScope,
  toCursor,
  toPage,
  toPageRequest,
} from '../../../http';
import { DeliveryLog } from '../delivery-log.service';
import { ManualControl } from '../manual-control.service';
import { DeliveryDetailView, toDeliveryDetailView } from './delivery-detail.view';
import { DeliveryPageView, DeliveryView, toDeliveryView } from './delivery.view';
import { ListDeliveriesQuery, toDeliveryFilter } from './list-deliveries.dto';

@ApiTags('Deliveries')
@Controller('v1/deliveries')
export class DeliveriesController {
  constructor(
    private readonly log: DeliveryLog,
    private readonly control: ManualControl,
  ) {}

  @Get()
  @RequireScope('deliveries:read')
  @ApiOperation({
    summary: 'List deliveries',
    description:
      'Newest first, by the time their events were published. When few deliveries match, a page may hold ' +
      'fewer than `limit`, even none, and still have a `next_cursor`: the list ends where `next_cursor` is null.',
  })
  @ApiOkResponse({ type: DeliveryPageView })
  async list(
    @CurrentCaller() caller: Caller,
    @Query() query: ListDeliveriesQuery,
  ): Promise<Page<DeliveryView>> {
    const identity = { list: 'deliveries', accountId: caller.accountId };
    const request = { ...toPageRequest(query, identity), ...identity };
    const { rows, resumeBefore } = await this.log.list(caller, toDeliveryFilter(query), request);
    const page = toPage(rows, request, toDeliveryView);
    return resumeBefore === null ? page : { ...page, next_cursor: toCursor(resumeBefore, identity) };
  }

  @Get(':id')
  @RequireScope('deliveries:read')
  @ApiOperation({
    summary: 'Get a delivery',
    description: 'With its attempts: what was sent, what came back, and what followed.',
  })
  @ApiOkResponse({ type: DeliveryDetailView })
  async get(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<DeliveryDetailView> {
    return toDeliveryDetailView(await this.log.getDetail(caller, id));
  }

  @Post(':id/replay')
  @HttpCode(202)
  @RequireScope('deliveries:replay')
  @Idempotent()
  @ApiOperation({
    summary: 'Send a delivery again',
    description:
      'A fresh first attempt now, with the same event id and body, followed by the full retry schedule if it ' +
      'fails. A pending delivery is brought forward. While the webhook is disabled the delivery waits, with ' +
      '`parked: true`, until it is enabled; after the webhook was deleted the answer is 422. One that waits ' +
      'because a mapping failed is made anew.',
  })
  @ApiAcceptedResponse({ type: DeliveryView })
  async replay(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<DeliveryView> {
    return toDeliveryView(await this.control.replay(caller, id));
  }

  @Post(':id/cancel')
  @HttpCode(202)
  @RequireScope('deliveries:replay')
  @Idempotent()
  @ApiOperation({
    summary: 'Cancel a delivery',
    description:
      'No further attempts. An attempt that is under way at this moment still ends and is logged. A delivery ' +
      'that is not pending is answered with 422.',
  })
  @ApiAcceptedResponse({ type: DeliveryView })
  async cancel(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<DeliveryView> {
    return toDeliveryView(await this.control.cancel(caller, id));
  }
}
