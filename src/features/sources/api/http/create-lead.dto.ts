import {
  AcceptedBy,
  JsonObjectField,
  NestedField,
  PhoneField,
  StringMapField,
  TextField,
} from '../../../../http';
import { CUSTOM_FIELDS_LIMITS } from '../../../leads';
import { ConsentDto } from '../../http/consent.dto';

/** Of its compact JSON in UTF-8; events carry it to every receiver. */
const MAX_ATTRIBUTION_BYTES = 8192;

/** Everything optional here is a text of a bounded length. */
const Optional = (description: string, example: string, maxLength = 100) =>
  TextField({ description, example, minLength: 1, maxLength, optional: true });

export class CreateLeadDto {
  @PhoneField({ description: 'A 10-digit US number or E.164; stored as E.164' })
  phone: string;

  @Optional('First name', 'Jane')
  first_name?: string;

  @Optional('Last name', 'Doe')
  last_name?: string;

  @Optional('Full name, where it is not known in parts', 'Jane Doe', 200)
  name?: string;

  @Optional(
    'E-mail address; a bad one is stored all the same and told by the verification',
    'jane@example.com',
    254,
  )
  email?: string;

  @Optional('US state as a code or a name; other regions are kept as they are', 'TX', 60)
  state?: string;

  @Optional('Street and number, or a whole address in one line', '4521 Bayshore Blvd', 500)
  address?: string;

  @Optional('City', 'Tampa')
  city?: string;

  @Optional('ZIP or postal code', '33611', 12)
  postal_code?: string;

  @Optional('Your own word for where the lead is from', 'my-webform')
  source?: string;

  @StringMapField({
    description:
      'Where the advertisement was: `utm_source`, `gclid`, `landing_page` and their like; at most 8 KiB of JSON in all',
    example: { utm_source: 'google', utm_campaign: 'solar-tx' },
    maxEntries: 50,
    maxNameLength: 100,
    maxValueLength: 2048,
  })
  @AcceptedBy(attributionFault)
  attribution?: Record<string, string>;

  @NestedField({
    description:
      'Evidence of prior express written consent (TCPA). A lead without it is stored, but held back: ' +
      '`eligible` is false with the reason `no_consent`',
    optional: true,
    of: () => ConsentDto,
  })
  consent?: ConsentDto;

  @JsonObjectField({
    description: 'Fields of your own, kept as they are: at most 64 KiB of JSON',
    example: { roof_type: 'tile' },
    optional: true,
    ...CUSTOM_FIELDS_LIMITS,
  })
  custom_fields?: Record<string, unknown>;

  @Optional(
    'Your own id for the lead: the same id again, from the same source, returns the first lead',
    'form-4711',
    255,
  )
  source_lead_id?: string;
}

function attributionFault(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const isTooMuch = Buffer.byteLength(JSON.stringify(value)) > MAX_ATTRIBUTION_BYTES;
  return isTooMuch ? `must be at most ${MAX_ATTRIBUTION_BYTES} bytes of JSON` : null;
}
