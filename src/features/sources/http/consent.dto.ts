import { AcceptedBy, TextField, TimeField } from '../../../http';
import { consentTimeFault, pageUrlFault } from './consent-faults';

/** Evidence of consent, as every door takes it. */
export class ConsentDto {
  @TimeField({
    description: 'When the person agreed: not before the year 2000, and not in the future',
    example: '2026-07-05T12:00:00Z',
  })
  @AcceptedBy(consentTimeFault)
  consent_timestamp: string;

  @TextField({
    description: 'Which text the person agreed to',
    example: 'webform-v2',
    maxLength: 100,
    pattern: /\S/,
    patternHint: 'must not be blank',
  })
  consent_text_version: string;

  @TextField({
    description: 'The page the person agreed on',
    example: 'https://example.com/quote',
    maxLength: 2048,
    format: 'uri',
  })
  @AcceptedBy(pageUrlFault)
  source_url: string;
}
