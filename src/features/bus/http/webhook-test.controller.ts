import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CurrentCaller, Idempotent, RequireScope } from '../../../http';
import { DeliveryLog, DeliveryView, toDeliveryView } from '../../deliveries';
import { WebhookTests } from '../webhook-tests';
import { TestWebhookDto } from './publish.dto';

@ApiTags('Webhooks')
@Controller('v1/webhooks')
export class WebhookTestController {
  constructor(
    private readonly tests: WebhookTests,
    private readonly deliveries: DeliveryLog,
  ) {}

  @Post(':id/test')
  @HttpCode(202)
  @RequireScope('webhooks:write')
  @Idempotent()
  @ApiOperation({
    summary: 'Send a test delivery',
    description:
      "Sends the type's example, or the data given, to this webhook alone: signed, logged and retried like any " +
      'other delivery, whether or not the webhook subscribes to the type and whatever its filter says.',
  })
  @ApiAcceptedResponse({ type: DeliveryView, description: 'The delivery, on its way' })
  async test(
    @CurrentCaller() caller: Caller,
    @Param('id') id: string,
    @Body() dto: TestWebhookDto,
  ): Promise<DeliveryView> {
    const deliveryId = await this.tests.send(caller, id, dto);
    return toDeliveryView(await this.deliveries.get(caller, deliveryId));
  }
}
