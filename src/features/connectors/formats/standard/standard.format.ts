import { judge } from '../../../../core/delivery';
import { type Format } from '../../format';
import { encodeJson } from '../encode-json';
import { choice, formatOptions } from '../format-options';
import { signStandard } from '../sign-standard';

/** Standard Webhooks 1.0.0 and nothing else: its envelope, its headers, its two kinds of keys. */
export const standardFormat: Format = {
  name: 'standard',
  title: 'Standard Webhooks',
  description:
    'The envelope {type, timestamp, data} with Standard Webhooks headers only, signed with a shared secret (v1) or an ' +
    'Ed25519 key (v1a).',
  ...formatOptions({
    signature: choice(
      'hmac: v1 signatures by a shared whsec_ secret; ed25519: v1a signatures by a whsk_ key, verified with its public half.',
      ['hmac', 'ed25519'],
    ),
  }),
  defaultMapping: null,
  encode: (content, { input: { event }, isMapped }) =>
    encodeJson(isMapped ? content : { type: event.type, timestamp: event.created, data: event.data }),
  keyKind: (options) => (options['signature'] === 'ed25519' ? 'signing_key' : 'secret'),
  sign: signStandard,
  judge,
};
