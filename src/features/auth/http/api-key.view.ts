import { IntField, PageOf, TextField, TextListField, TimeField } from '../../../http';
import { type ApiKey } from '../api-key';
import { type CreatedKey } from '../keys.service';

export class ApiKeyView {
  @TextField({ description: 'Id of the key; not the key', example: 'key_01kf0b3xw7e4z8m2q5v9c6t1sa' })
  id: string;

  @TextField({ description: 'What the key is for', example: 'Checkout service' })
  name: string;

  @TextListField({
    description: 'What the key may do',
    example: ['events:write', 'webhooks:read'],
    maxItems: 10,
  })
  scopes: string[];

  @TextField({ description: 'The buyer that the key is bound to', example: 'buyer-acme', nullable: true })
  buyer_id: string | null;

  @IntField({
    description: 'Requests a minute; null is no limit',
    example: 600,
    nullable: true,
    min: 1,
    max: 1_000_000,
  })
  rate_limit_per_minute: number | null;

  @TimeField({ description: 'When the key stops working', nullable: true })
  expires_at: string | null;

  @TextField({
    description: 'How the key begins: sk_live_, sk_test_, or l2i_ where all scopes are leads:*',
    example: 'sk_live_',
  })
  prefix: string;

  @TextField({ description: 'How the key ends', example: 'x4Tq' })
  last_four: string;

  @TimeField({ description: 'When the key was made' })
  created: string;
}

export class CreatedApiKeyView extends ApiKeyView {
  @TextField({
    description: 'The key itself. Shown this one time: only its hash is stored',
    example: 'sk_live_vN0wqkY2…',
  })
  key: string;
}

export const ApiKeyPage = PageOf(ApiKeyView);

export function toApiKeyView(key: ApiKey): ApiKeyView {
  return {
    id: key.id,
    name: key.name,
    scopes: [...key.scopes],
    buyer_id: key.buyerId,
    rate_limit_per_minute: key.rateLimitPerMinute,
    expires_at: key.expiresAt?.toISOString() ?? null,
    prefix: key.prefix,
    last_four: key.lastFour,
    created: key.createdAt.toISOString(),
  };
}

export function toCreatedApiKeyView({ key, secret }: CreatedKey): CreatedApiKeyView {
  return { ...toApiKeyView(key), key: secret };
}
