import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EXAMPLE_SECRET } from '../../../core/signing';
import { type Caller, CurrentCaller, RequireScope } from '../../../http';
import { Previews } from '../previews.service';
import { PreviewDto, toPreviewOrder } from './preview.dto';
import { PreviewView, toPreviewView } from './preview.view';

@ApiTags('Formats')
@Controller('v1/mappings')
export class PreviewsController {
  constructor(private readonly previews: Previews) {}

  @Post('preview')
  @HttpCode(200)
  @RequireScope('webhooks:read')
  @ApiOperation({
    summary: 'Preview a delivery',
    description:
      'The exact request that a webhook would send for an event, or why it could not be made; and whether the filter ' +
      'lets the event through. Made as the first attempt of a delivery is made, but nothing is stored or sent: `POST ' +
      '/v1/webhooks/:id/test` sends it.\n\n' +
      'Give an `event`, or an `event_type` whose example is taken. With `webhook_id` the stored webhook supplies what ' +
      'is left out; without, the defaults of a new webhook hold. Fields that no webhook could be saved with are ' +
      'refused in the same words as there; a mapping that can be read but fails on this event is answered with ' +
      '`ok: false`, in the words that a parked delivery shows.\n\n' +
      `Signatures are always made with a published key, such as \`${EXAMPLE_SECRET}\`, which is shown as ` +
      "`sample_key`: never with a webhook's own. Ids that are not given are made up. Headers that concern the " +
      'connection (`host`, `content-length`, `accept-encoding`, `connection`) are not shown.',
  })
  @ApiOkResponse({ type: PreviewView, description: 'The request, or what is wrong with the mapping' })
  async preview(@CurrentCaller() caller: Caller, @Body() dto: PreviewDto): Promise<PreviewView> {
    return toPreviewView(await this.previews.show(caller, toPreviewOrder(dto)));
  }
}
