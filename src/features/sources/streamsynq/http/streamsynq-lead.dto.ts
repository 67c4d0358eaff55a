import { ApiProperty } from '@nestjs/swagger';
import { IsNumber, ValidateBy, ValidateIf } from 'class-validator';
import { AppError } from '../../../../core/errors/app-error';
import { isE164, isEmailAddress } from '../../../../core/leads';
import { EnumField, JsonObjectField, TextField } from '../../../../http';
import { CUSTOM_FIELDS_LIMITS } from '../../../leads';
import { ConsentDto } from '../../http/consent.dto';
import { readOpenBody } from '../../http/read-open-body';
import { toCustomFields } from '../to-custom-fields';
import { type StreamsynqLead } from '../to-lead-draft';

const SOURCES = ['realtor_com', 'zillow', 'facebook', 'google_ads', 'idx', 'manual', 'other'] as const;
const SIDES = ['buyer', 'seller', 'unknown'] as const;

/** Lets a rule of core judge a text; what is no text is named by the field's own decorator. */
const Judged = (name: string, must: string, judge: (text: string) => boolean): PropertyDecorator =>
  ValidateBy({
    name,
    validator: {
      validate: (value) => typeof value !== 'string' || judge(value),
      defaultMessage: () => `$property must be ${must}`,
    },
  });

const Optional = (description: string, example: string, maxLength: number) =>
  TextField({ description, example, maxLength, optional: true });

/** The fields of the document; all others are kept as custom fields. */
export class StreamsynqLeadDto {
  @EnumField({ description: 'Where the lead is from', example: 'realtor_com', values: SOURCES })
  source: (typeof SOURCES)[number];

  @Optional(
    'Your own id for the lead: the same id from the same source returns the first lead',
    'r-4711',
    255,
  )
  source_lead_id?: string;

  @Optional('Full name', 'Aiden Park', 255)
  name?: string;

  @TextField({
    description: 'E-mail address',
    example: 'aiden.park@gmail.com',
    format: 'email',
    maxLength: 254,
    optional: true,
  })
  @Judged('isEmailAddress', 'an e-mail address', isEmailAddress)
  email?: string;

  @TextField({
    description: 'E.164. Without it nobody can be called: `orchestrator_reason` is `no_phone_number`',
    example: '+18135552001',
    maxLength: 16,
    optional: true,
  })
  @Judged('isE164', 'a phone number in E.164 form such as +18135552001', isE164)
  phone?: string;

  @Optional('Address of the property', '4521 Bayshore Blvd, Tampa FL 33611', 500)
  property_address?: string;

  @Optional('Number of the property in the multiple listing service', 'T3512345', 100)
  property_mls_number?: string;

  @ApiProperty({ description: 'Price of the property', example: 725_000, type: Number, required: false })
  @ValidateIf((_, value) => value !== undefined)
  @IsNumber({ allowNaN: false, allowInfinity: false })
  property_price?: number;

  @Optional('What the person wrote', 'Saw your listing — wondering about HOA fees', 5000)
  inquiry_message?: string;

  @EnumField({
    description: 'On which side of a sale the person is',
    example: 'buyer',
    values: SIDES,
    optional: true,
  })
  buyer_or_seller?: (typeof SIDES)[number];

  @Optional('When the person wants to act', '0-30d', 100)
  timeline?: string;

  @JsonObjectField({
    description:
      'Anything more you want stored; it becomes the `custom_fields` of the lead, together with fields of the body ' +
      'that are not listed here (`body_` is put in front of a name that metadata has too): 100 entries and 64 KiB in all. ' +
      'Evidence of consent is read from `consent`: `{consent_timestamp, consent_text_version, source_url}`',
    example: { campaign: 'spring' },
    optional: true,
  })
  metadata?: Record<string, unknown>;
}

/** @throws AppError VALIDATION_FAILED that names every bad field */
export async function readStreamsynqLead(body: unknown): Promise<StreamsynqLead> {
  const { fields, others } = await readOpenBody(StreamsynqLeadDto, body);
  const { metadata = {}, ...lead } = fields;
  const customFields = toCustomFields(metadata, others);
  if (isTooMuch(customFields)) throw tooMuch();
  return { ...lead, consent: await readConsent(metadata['consent']), customFields };
}

/** Evidence that is not complete is none; as metadata it is kept anyway. */
async function readConsent(given: unknown): Promise<ConsentDto | null> {
  if (given === undefined) return null;
  return readOpenBody(ConsentDto, given).then(
    ({ fields }) => ({ ...fields }),
    () => null,
  );
}

function isTooMuch(customFields: object): boolean {
  const { maxProperties, maxBytes } = CUSTOM_FIELDS_LIMITS;
  return (
    Object.keys(customFields).length > maxProperties ||
    Buffer.byteLength(JSON.stringify(customFields)) > maxBytes
  );
}

function tooMuch(): AppError {
  const { maxProperties, maxBytes } = CUSTOM_FIELDS_LIMITS;
  return new AppError('VALIDATION_FAILED', 'The lead has too many or too large fields of its own.', {
    fields: [
      {
        pointer: '/metadata',
        detail: `must have at most ${maxProperties} entries and ${maxBytes} bytes of JSON, fields that are not in the schema included`,
      },
    ],
  });
}
