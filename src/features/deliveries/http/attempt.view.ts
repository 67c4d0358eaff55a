import { ApiProperty } from '@nestjs/swagger';
import {
  ATTEMPT_ERROR_CODES,
  ATTEMPT_TRIGGERS,
  type AttemptErrorCode,
  type AttemptTrigger,
} from '../../../core/delivery';
import { BooleanField, EnumField, IntField, TextField, TimeField } from '../../../http';
import { REQUEST_METHODS, type RequestMethod } from '../../connectors';
import { type DeliveryDetail } from '../delivery-log.service';
import { type Attempt } from '../persistence/attempt-log.repository';

const HEADERS = { type: 'object', additionalProperties: { type: 'string' } } as const;
const MAX_INTEGER = 2 ** 31 - 1;

export class AttemptRequestView {
  @EnumField({ description: 'Method', values: REQUEST_METHODS, example: 'POST' })
  method: RequestMethod;

  @ApiProperty({
    ...HEADERS,
    description: 'Headers as sent, signatures included',
    example: { 'content-type': 'application/json', 'webhook-id': 'evt_01kf0k8y20f2etja3vn6y8b1ke' },
  })
  headers: Record<string, string>;

  @TextField({
    description: 'Body as sent, byte for byte; null once the event is no longer kept',
    nullable: true,
    example: '{"id":"evt_01kf0k8y20f2etja3vn6y8b1ke","type":"lead.verified"}',
  })
  body: string | null;
}

export class AttemptResponseView {
  @IntField({ description: 'Status code', min: 100, max: 999, example: 200 })
  status_code: number;

  @ApiProperty({
    ...HEADERS,
    description: 'Headers by lowercase name',
    example: { 'content-type': 'text/plain' },
  })
  headers: Record<string, string>;

  @TextField({ description: 'The first 16 KiB of the body', example: 'ok' })
  body: string;

  @BooleanField({ description: 'Whether the body was longer than what is shown', example: false })
  body_truncated: boolean;

  @IntField({
    description: 'Bytes of the whole body; null when not known',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    nullable: true,
    example: 2,
  })
  body_size: number | null;
}

export class AttemptErrorView {
  @EnumField({ description: 'What went wrong', values: ATTEMPT_ERROR_CODES, example: 'TIMEOUT' })
  code: AttemptErrorCode;

  @TextField({
    description: 'The same as a sentence',
    example: 'The receiver did not answer within 5 seconds.',
  })
  message: string;
}

export class AttemptView {
  @TextField({ description: 'Id of the attempt', example: 'att_01kf0k8y4vf9wz3rt6d8m1x5bh' })
  id: string;

  @IntField({
    description: 'Counts from 1 and goes on through replays',
    min: 1,
    max: MAX_INTEGER,
    example: 1,
  })
  number: number;

  @EnumField({
    description: 'What made it happen: the schedule, a person, a bulk replay, or a test of the webhook',
    values: ATTEMPT_TRIGGERS,
    example: 'automatic',
  })
  trigger: AttemptTrigger;

  @TimeField({ description: 'When it began', example: '2026-01-15T10:30:00.120Z' })
  started_at: string;

  @IntField({ description: 'How long it took', min: 0, max: MAX_INTEGER, example: 84 })
  duration_ms: number;

  @TextField({ description: 'Where it was sent', example: 'https://leads.example.com/webhooks/synaptis' })
  url: string;

  @ApiProperty({ description: 'What was sent', type: AttemptRequestView })
  request: AttemptRequestView;

  @ApiProperty({
    description: 'What came back; null without an answer',
    type: AttemptResponseView,
    nullable: true,
  })
  response: AttemptResponseView | null;

  @IntField({
    description: 'Status code of the response; null without an answer',
    min: 100,
    max: 999,
    nullable: true,
    example: 200,
  })
  status_code: number | null;

  @ApiProperty({ description: 'Why it failed; null after a success', type: AttemptErrorView, nullable: true })
  error: AttemptErrorView | null;

  @TimeField({ description: 'When it was to be tried again; null when not', nullable: true, example: null })
  next_attempt_at: string | null;
}

/** @param sent by every attempt of the delivery */
export function toAttemptView(
  attempt: Attempt,
  { method, body }: Pick<DeliveryDetail, 'method' | 'body'>,
): AttemptView {
  const { response } = attempt;
  return {
    id: attempt.id,
    number: attempt.number,
    trigger: attempt.trigger,
    started_at: attempt.startedAt.toISOString(),
    duration_ms: attempt.durationMs,
    url: attempt.url,
    request: { method, headers: attempt.requestHeaders, body },
    response: response && {
      status_code: response.statusCode,
      headers: response.headers,
      body: response.body,
      body_truncated: response.isCut,
      body_size: response.size,
    },
    status_code: response?.statusCode ?? null,
    error: attempt.error,
    next_attempt_at: attempt.nextAttemptAt?.toISOString() ?? null,
  };
}
