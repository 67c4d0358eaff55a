import { OmitType, PartialType } from '@nestjs/swagger';
import { EnumField } from '../../../http';
import { WEBHOOK_STATUSES, type WebhookPatch, type WebhookStatus } from '../webhook';
import { CreateWebhookDto } from './create-webhook.dto';

/** What is left out stays as it is. */
export class UpdateWebhookDto extends PartialType(OmitType(CreateWebhookDto, ['secret']), {
  skipNullProperties: false,
}) {
  @EnumField({
    description: 'Deliveries of a disabled webhook wait, and go out once it is active again',
    example: 'disabled',
    optional: true,
    values: WEBHOOK_STATUSES,
  })
  status?: WebhookStatus;
}

/** Only the fields that were sent. */
export function toWebhookPatch(dto: UpdateWebhookDto): WebhookPatch {
  const fields = {
    url: dto.url,
    events: dto.events,
    filter: dto.filter,
    format: dto.format,
    formatOptions: dto.format_options,
    method: dto.method,
    mapping: dto.mapping,
    headerMapping: dto.header_mapping,
    urlMapping: dto.url_mapping,
    description: dto.description,
    buyerId: dto.buyer_id,
    headers: dto.headers,
    timeoutMs: dto.timeout_ms,
    retryScheduleSeconds: dto.retry_schedule_seconds,
    metadata: dto.metadata,
    status: dto.status,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
