import { AppError } from '../../../core/errors/app-error';
import { type NewKey } from '../keys.service';
import { type CreateApiKeyDto } from './create-api-key.dto';

export function toNewKey(dto: CreateApiKeyDto): NewKey {
  return {
    name: dto.name,
    scopes: dto.scopes,
    buyerId: dto.buyer_id ?? null,
    rateLimitPerMinute: dto.rate_limit_per_minute ?? null,
    expiresAt: dto.expires_at ? toTime(dto.expires_at) : null,
    mode: dto.mode,
  };
}

function toTime(text: string): Date {
  const time = new Date(text);
  // ISO 8601 knows forms, such as week dates, that JavaScript does not.
  if (!Number.isNaN(time.getTime())) return time;
  throw new AppError('VALIDATION_FAILED', 'Some fields cannot be accepted: /expires_at.', {
    fields: [{ pointer: '/expires_at', detail: 'must be an RFC 3339 time' }],
  });
}
