import { Body, Controller, Delete, Get, Header, HttpCode, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, RequireScope } from '../../../http';
import { BiddersService } from '../bidders.service';
import { PutBiddingDto } from './bidding.dto';
import { BiddingView, toBiddingView } from './bidding.view';

const BuyerId = () => ApiParam({ name: 'id', description: 'Id of the buyer', example: 'buyer-acme' });

/** A bid URL is to a buyer what a webhook is, secret included, so they share scopes. */
@ApiTags('Pings')
@Controller('v1/buyers/:id/bidding')
export class BiddingController {
  constructor(private readonly bidders: BiddersService) {}

  @Put()
  @RequireScope('webhooks:write')
  @Header('cache-control', 'no-store')
  @BuyerId()
  @ApiOperation({
    summary: 'Let a buyer bid',
    description:
      'From now on the buyer is asked for a bid on every ping that its targeting does not exclude. Setting it again ' +
      'changes the URL and keeps the secret, unless one is given.',
  })
  @ApiOkResponse({ type: BiddingView })
  async put(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() { url, secret }: PutBiddingDto,
  ): Promise<BiddingView> {
    return toBiddingView(await this.bidders.put(caller, id, { url, secret }));
  }

  @Get()
  @RequireScope('webhooks:write')
  @Header('cache-control', 'no-store')
  @BuyerId()
  @ApiOperation({
    summary: 'Get how a buyer bids',
    description: 'Asks for `webhooks:write`: whoever knows the secret can sign in the name of the platform.',
  })
  @ApiOkResponse({ type: BiddingView })
  async get(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<BiddingView> {
    return toBiddingView(await this.bidders.get(caller, id));
  }

  @Delete()
  @RequireScope('webhooks:write')
  @HttpCode(204)
  @BuyerId()
  @ApiOperation({
    summary: 'Let a buyer bid no more',
    description: 'In auctions under way the buyer wins nothing; what it has won stays won.',
  })
  @ApiNoContentResponse()
  async delete(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<void> {
    await this.bidders.delete(caller, id);
  }
}
