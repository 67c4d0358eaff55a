import { judge } from '../../../../core/delivery';
import { type Format } from '../../format';
import { encodeJson } from '../encode-json';
import { encoded } from '../encoding';
import { NO_OPTIONS } from '../format-options';
import { signBothForms } from '../sign-both-forms';

/** The default: the event's stored bytes (CONTRACT section 2), or what the mapping gave as JSON. */
export const synaptisFormat: Format = {
  name: 'synaptis',
  title: 'Synaptis',
  description: 'The event as JSON, signed both by x-synaptis-signature and by Standard Webhooks headers.',
  ...NO_OPTIONS,
  defaultMapping: null,
  encode: (content, { eventBody, isMapped }) =>
    isMapped ? encodeJson(content) : encoded({ contentType: 'application/json', body: eventBody }),
  sign: signBothForms,
  judge,
};
