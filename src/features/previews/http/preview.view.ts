import { ApiProperty } from '@nestjs/swagger';
import { EXAMPLE_SECRET } from '../../../core/signing';
import { BooleanField, EnumField, IntField, TextField } from '../../../http';
import { REQUEST_METHODS, type RefusedPart, type RequestMethod } from '../../connectors';
import { type Preview } from '../preview';

const PARTS: readonly RefusedPart[] = ['format', 'mapping', 'header_mapping', 'url_mapping'];

export class PreviewRequestView {
  @EnumField({ description: 'Method', values: REQUEST_METHODS, example: 'POST' })
  method: RequestMethod;

  @TextField({
    description: 'Where it would be sent',
    example: 'https://your-server.com/leads/lead_456def',
    format: 'uri',
  })
  url: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Headers as they would be sent, signatures included',
    example: { 'content-type': 'application/json', 'webhook-id': 'evt_01kf0k8y20f2etja3vn6y8b1ke' },
  })
  headers: Record<string, string>;

  @TextField({
    description: 'Body as it would be sent, byte for byte in UTF-8',
    example: '{"lead":"lead_456def","score":92}',
  })
  body: string;
}

export class PreviewErrorView {
  @EnumField({
    description: 'What has to be mended; `format` where it writes by itself what it cannot',
    values: PARTS,
    example: 'mapping',
  })
  field: RefusedPart;

  @TextField({
    description: 'A plain sentence, the one that a parked delivery shows',
    example: 'The mapping failed. There is no function named $trimm. It is at character 7 of the expression.',
  })
  message: string;

  @IntField({
    description:
      'Characters from the start of the expression to the end of what is at fault; null where there is no such place',
    min: 0,
    max: 1_000_000,
    nullable: true,
    example: 7,
  })
  position: number | null;
}

export class PreviewFilterView {
  @BooleanField({ description: 'Whether the webhook would get the event', example: true })
  matches: boolean;
}

export class PreviewView {
  @BooleanField({ description: 'Whether the request could be made', example: true })
  ok: boolean;

  @ApiProperty({
    description: 'The request; null where it could not be made',
    type: PreviewRequestView,
    nullable: true,
  })
  request: PreviewRequestView | null;

  @TextField({
    description:
      "The published key that signed it, in place of the webhook's own; null where the format signs nothing",
    example: EXAMPLE_SECRET,
    nullable: true,
  })
  sample_key: string | null;

  @ApiProperty({
    description: 'Why it could not be made; null where it could',
    type: PreviewErrorView,
    nullable: true,
  })
  error: PreviewErrorView | null;

  @ApiProperty({
    description: 'What the filter says of the event; null without a filter',
    type: PreviewFilterView,
    nullable: true,
  })
  filter: PreviewFilterView | null;
}

export function toPreviewView({ outcome, matches, exampleKey }: Preview): PreviewView {
  const isMade = outcome.kind === 'made';
  return {
    ok: isMade,
    request: isMade ? outcome.request : null,
    sample_key: exampleKey,
    error: isMade ? null : { field: outcome.part, message: outcome.detail, position: outcome.position },
    filter: matches === null ? null : { matches },
  };
}
