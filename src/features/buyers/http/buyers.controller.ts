import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
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
import { positionOf } from '../buyer-position';
import { BuyersService } from '../buyers.service';
import { BuyerPage, BuyerView, toBuyerView } from './buyer.view';
import { CreateBuyerDto } from './create-buyer.dto';
import { toBuyerPage } from './to-buyer-page';
import { UpdateBuyerDto } from './update-buyer.dto';

/** Buyers exist to receive, so they share the scopes of webhooks. */
@ApiTags('Buyers')
@Controller('v1/buyers')
export class BuyersController {
  constructor(private readonly buyers: BuyersService) {}

  @Post()
  @RequireScope('webhooks:write')
  @Idempotent()
  @ApiOperation({
    summary: 'Create a buyer',
    description: 'An `id` that is in use already is answered with 409 ALREADY_EXISTS.',
  })
  @ApiCreatedResponse({ type: BuyerView })
  async create(@CurrentCaller() caller: Caller, @Body() dto: CreateBuyerDto): Promise<BuyerView> {
    return toBuyerView(await this.buyers.create(caller, dto));
  }

  @Get()
  @RequireScope('webhooks:read')
  @ApiOperation({
    summary: 'List buyers',
    description: 'Newest first. A key that is bound to a buyer sees that one only.',
  })
  @ApiOkResponse({ type: BuyerPage })
  async list(@CurrentCaller() caller: Caller, @Query() query: PageQuery): Promise<Page<BuyerView>> {
    const identity = { list: 'buyers', accountId: caller.accountId };
    const request = toPageRequest(query, identity);
    const buyers = await this.buyers.list(caller, toBuyerPage(request));
    const rows = buyers.map((buyer) => ({ id: positionOf(buyer), buyer }));
    return toPage(rows, { ...request, ...identity }, ({ buyer }) => toBuyerView(buyer));
  }

  @Get(':id')
  @RequireScope('webhooks:read')
  @ApiOperation({ summary: 'Get a buyer' })
  @ApiOkResponse({ type: BuyerView })
  async get(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<BuyerView> {
    return toBuyerView(await this.buyers.get(caller, id));
  }

  @Patch(':id')
  @RequireScope('webhooks:write')
  @ApiOperation({
    summary: 'Change a buyer',
    description:
      'What is left out stays as it is; `metadata` and `targeting` are replaced as a whole. `targeting: null` takes the ' +
      'buyer out of the distribution of leads.',
  })
  @ApiOkResponse({ type: BuyerView })
  async update(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() dto: UpdateBuyerDto,
  ): Promise<BuyerView> {
    return toBuyerView(await this.buyers.update(caller, id, dto));
  }

  @Delete(':id')
  @RequireScope('webhooks:write')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Delete a buyer',
    description:
      'Revokes the keys and deletes the webhooks of the buyer. Its events and deliveries stay in the log.',
  })
  @ApiNoContentResponse()
  async delete(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<void> {
    await this.buyers.delete(caller, id);
  }
}
