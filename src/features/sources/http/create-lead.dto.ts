import {
  JsonObjectField,
  NestedField,
  PhoneField,
  StringMapField,
  TextField,
  TimeField,
} from '../../../http';

/** Everything optional here is a text of a bounded length. */
const Optional = (description: string, example: string, maxLength = 100) =>
  TextField({ description, example, minLength: 1, maxLength, optional: true });

export class ConsentDto {
  @TimeField({ description: 'When the person agreed', example: '2026-07-05T12:00:00Z' })
  consent_timestamp: string;

  @TextField({
    description: 'Which text the person agreed to',
    example: 'webform-v2',
    minLength: 1,
    maxLength: 100,
  })
  consent_text_version: string;

  @TextField({
    description: 'The page the person agreed on',
    example: 'https://example.com/quote',
    maxLength: 2048,
    pattern: /^https?:\/\/[^\s/]\S*$/i,
    patternHint: 'must be a URL that begins with http:// or https://',
  })
  source_url: string;
}

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
    description: 'Where the advertisement was: `utm_source`, `gclid`, `landing_page` and their like',
    example: { utm_source: 'google', utm_campaign: 'solar-tx' },
    maxEntries: 50,
    maxNameLength: 100,
    maxValueLength: 2048,
  })
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
    description: 'Fields of your own, kept as they are',
    example: { roof_type: 'tile' },
    optional: true,
    maxProperties: 100,
  })
  custom_fields?: Record<string, unknown>;

  @Optional(
    'Your own id for the lead: the same id again, from the same source, returns the first lead',
    'form-4711',
    255,
  )
  source_lead_id?: string;
}
