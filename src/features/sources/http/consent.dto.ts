import { TextField, TimeField } from '../../../http';

/** Evidence of consent, as every door takes it. */
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
