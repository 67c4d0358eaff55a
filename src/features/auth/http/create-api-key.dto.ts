import { EnumField, IntField, SCOPES, TextField, TextListField, TimeField } from '../../../http';
import { KEY_MODES, type KeyMode } from '../api-key-secret';

const GRANTABLE = ['*', ...SCOPES];
const ONE_OF_THEM = new RegExp(`^(?:${GRANTABLE.map((scope) => scope.replace('*', '\\*')).join('|')})$`);

export class CreateApiKeyDto {
  @TextField({
    description: 'What the key is for',
    example: 'Checkout service',
    minLength: 1,
    maxLength: 100,
  })
  name: string;

  @TextListField({
    description: `What the key may do: ${SCOPES.join(', ')}, or * for everything. Only scopes that the calling key has`,
    example: ['events:write', 'webhooks:read'],
    minItems: 1,
    maxItems: GRANTABLE.length,
    items: { pattern: ONE_OF_THEM, patternHint: `must contain only ${GRANTABLE.join(', ')}` },
  })
  scopes: string[];

  @TextField({
    description: 'Binds the key to one buyer: it sees and changes only what belongs to that buyer',
    example: 'buyer-acme',
    optional: true,
    nullable: true,
    minLength: 1,
    maxLength: 64,
  })
  buyer_id?: string | null;

  @IntField({
    description: 'Requests a minute. Without one: 120 for keys with only leads:* scopes, else no limit',
    example: 600,
    optional: true,
    nullable: true,
    min: 1,
    max: 1_000_000,
  })
  rate_limit_per_minute?: number | null;

  @TimeField({
    description: 'When the key stops working; never by default',
    example: '2030-01-01T00:00:00.000Z',
    optional: true,
    nullable: true,
  })
  expires_at?: string | null;

  @EnumField({
    description:
      'Begins the key with sk_live_ or sk_test_. Only a mark for people: both do the same. A key with only ' +
      'leads:* scopes begins with l2i_ in either mode',
    values: KEY_MODES,
    optional: true,
    default: 'live',
  })
  mode: KeyMode = 'live';
}
