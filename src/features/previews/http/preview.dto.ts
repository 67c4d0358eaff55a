import { PickType } from '@nestjs/swagger';
import { AppError } from '../../../core/errors/app-error';
import { API_VERSION } from '../../../core/event-types';
import { isId } from '../../../core/ids';
import {
  AcceptedBy,
  EnumField,
  JsonObjectField,
  NestedField,
  TextField,
  TimeField,
  toDate,
} from '../../../http';
import { toWebhookPatch, UpdateWebhookDto } from '../../webhooks';
import { type PreviewOrder } from '../preview';

/** An event as receivers know it, so that the body of a delivery can be pasted. */
export class PreviewEventDto {
  @TextField({ description: 'A built-in or registered event type', example: 'lead.verified', maxLength: 100 })
  type: string;

  @JsonObjectField({
    description: 'What happened',
    example: { lead_id: 'lead_456def', state: 'TX', quality_score: 92, score: 93 },
  })
  data: Record<string, unknown>;

  @TextField({
    description: 'Id of the event; made up when left out',
    example: 'evt_01kf0k8y20f2etja3vn6y8b1ke',
    optional: true,
    maxLength: 100,
  })
  @AcceptedBy((value) => (typeof value !== 'string' || isId('evt', value) ? null : 'must be an event id'))
  id?: string;

  @TimeField({ description: 'When it was published; now when left out', optional: true })
  created?: string;

  @EnumField({
    description: 'Version of the envelope; there is one',
    example: API_VERSION,
    optional: true,
    values: [API_VERSION],
  })
  api_version?: string;
}

export class PreviewDto extends PickType(UpdateWebhookDto, [
  'format',
  'format_options',
  'mapping',
  'header_mapping',
  'url_mapping',
  'method',
  'filter',
  'url',
  'headers',
  'description',
  'metadata',
]) {
  @TextField({
    description: 'A webhook that supplies what is left out here',
    optional: true,
    minLength: 1,
    maxLength: 100,
  })
  webhook_id?: string;

  @NestedField({
    description: 'The event to write; or give `event_type`',
    of: () => PreviewEventDto,
    optional: true,
  })
  event?: PreviewEventDto;

  @TextField({
    description: 'A type, such as `lead.verified`, whose example is the event; or give `event`',
    optional: true,
    minLength: 1,
    maxLength: 100,
  })
  event_type?: string;

  @TextField({
    description:
      "Whom the event is for, as `buyer_id` of a publish; by default the webhook's buyer, if it belongs to one",
    optional: true,
    minLength: 1,
    maxLength: 64,
  })
  buyer_id?: string;
}

/** @throws AppError VALIDATION_FAILED unless there is an event or an event type, and not both */
export function toPreviewOrder(dto: PreviewDto): PreviewOrder {
  const { webhook_id: webhookId, buyer_id: buyerId } = dto;
  return { webhookId, buyerId, changes: toWebhookPatch(dto), event: eventOf(dto) };
}

function eventOf({ event, event_type: exampleOf }: PreviewDto): PreviewOrder['event'] {
  if (event !== undefined && exampleOf === undefined) {
    const { type, data, id, created } = event;
    return { type, data, id, created: toDate(created) };
  }
  if (event === undefined && exampleOf !== undefined) return { exampleOf };
  const detail = 'must be given, or event_type, but not both';
  throw new AppError('VALIDATION_FAILED', 'Give either an event or an event type.', {
    fields: [{ pointer: '/event', detail }],
  });
}
