import { FORMAT_NAMES } from '../connectors';
import { keyFault, keyKindOf, kindOfKey } from './key-kind';

const SECRET = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const KEY = `whsk_${Buffer.alloc(32, 3).toString('base64')}`;

describe('the kind of key', () => {
  it('is a shared secret for every format, except where Ed25519 signs', () => {
    const kinds = FORMAT_NAMES.map((format) => keyKindOf({ format, formatOptions: {} }));
    expect(new Set(kinds)).toEqual(new Set(['secret']));
    expect(keyKindOf({ format: 'standard', formatOptions: { signature: 'ed25519' } })).toBe('signing_key');
  });

  it('shows in the key', () => {
    expect([SECRET, KEY].map(kindOfKey)).toEqual(['secret', 'signing_key']);
  });

  it.each([
    [SECRET, 'secret', null],
    [KEY, 'signing_key', null],
    [SECRET, 'signing_key', expect.stringMatching(/^does not go with the format/)],
    [KEY, 'secret', expect.stringMatching(/^does not go with the format/)],
  ] as const)('decides on a key brought along: %s as %s', (key, kind, fault) => {
    expect(keyFault(key, kind)).toEqual(fault);
  });
});
