import { EXAMPLE_SECRET, EXAMPLE_SIGNING_KEY } from '../../core/signing';
import { FORMAT_NAMES } from './format';
import { formatOf } from './formats';
import { exampleKeyOf, isSigned } from './sign-example';

describe('exampleKeyOf', () => {
  it('is of the kind that the format signs with', () => {
    expect(exampleKeyOf(formatOf('standard'), { signature: 'ed25519' })).toBe(EXAMPLE_SIGNING_KEY);
    expect(exampleKeyOf(formatOf('standard'), { signature: 'hmac' })).toBe(EXAMPLE_SECRET);
    expect(exampleKeyOf(formatOf('xml'), { signature: 'ed25519' })).toBe(EXAMPLE_SECRET);
  });
});

describe('isSigned', () => {
  it('is false for chats, whose URL is the secret', () => {
    const unsigned = FORMAT_NAMES.filter((name) => !isSigned(formatOf(name)));
    expect(unsigned).toEqual(['slack', 'discord', 'telegram', 'teams']);
  });
});
