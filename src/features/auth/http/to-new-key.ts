import { type NewKey } from '../keys.service';
import { type CreateApiKeyDto } from './create-api-key.dto';

export function toNewKey(dto: CreateApiKeyDto): NewKey {
  return {
    name: dto.name,
    scopes: dto.scopes,
    buyerId: dto.buyer_id ?? null,
    rateLimitPerMinute: dto.rate_limit_per_minute ?? null,
    expiresAt: dto.expires_at ? new Date(dto.expires_at) : null,
    mode: dto.mode,
  };
}
