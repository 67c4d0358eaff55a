import { judge } from '../../../../core/delivery';
import { type Format } from '../../format';
import { encodeJson } from '../encode-json';
import { NO_OPTIONS } from '../format-options';
import { signStandard } from '../sign-standard';

/** Standard Webhooks 1.0.0 and nothing else: its envelope, its headers, its two kinds of keys. */
export const standardFormat: Format = {
  name: 'standard',
  title: 'Standard Webhooks',
  description:
    'The envelope {type, timestamp, data} with Standard Webhooks headers only, signed with a shared secret (v1) or an ' +
    'Ed25519 key (v1a).',
  ...NO_OPTIONS,
  defaultMapping: null,
  encode: (content, { input: { event }, isMapped }) =>
    encodeJson(isMapped ? content : { type: event.type, timestamp: event.created, data: event.data }),
  sign: signStandard,
  judge,
};
