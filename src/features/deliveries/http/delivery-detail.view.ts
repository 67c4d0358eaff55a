import { ApiProperty } from '@nestjs/swagger';
import { BooleanField } from '../../../http';
import { type DeliveryDetail } from '../delivery-log.service';
import { AttemptView, toAttemptView } from './attempt.view';
import { DeliveryView, toDeliveryView } from './delivery.view';

export class DeliveryDetailView extends DeliveryView {
  @ApiProperty({
    description: 'The attempts, newest last: the latest 100, and fewer (at least 10) when the body is large',
    type: AttemptView,
    isArray: true,
  })
  attempts: AttemptView[];

  @BooleanField({ description: 'Whether earlier attempts are left out', example: false })
  attempts_truncated: boolean;
}

export function toDeliveryDetailView(detail: DeliveryDetail): DeliveryDetailView {
  const { delivery, attempts } = detail;
  return {
    ...toDeliveryView(delivery),
    attempts: attempts.map((attempt) => toAttemptView(attempt, detail)),
    attempts_truncated: (attempts[0]?.number ?? 1) > 1,
  };
}
