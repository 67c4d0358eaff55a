import { type ApiKey, type CreatedKey } from '../../features/auth';
import { textTable } from '../text-table';

/** A key as `--json` shows it: the words of the API. */
export function keyRecord(key: ApiKey) {
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

export function createdKeyRecord({ key, secret }: CreatedKey) {
  return { ...keyRecord(key), key: secret };
}

const HEADINGS = ['ID', 'NAME', 'KEY', 'SCOPES', 'BUYER', 'PER MINUTE', 'EXPIRES', 'CREATED'];

export function keyTable(keys: readonly ApiKey[]): string {
  return textTable(HEADINGS, keys.map(toCells));
}

function toCells(key: ApiKey): string[] {
  return [
    key.id,
    key.name,
    `${key.prefix}…${key.lastFour}`,
    key.scopes.join(','),
    key.buyerId ?? '-',
    key.rateLimitPerMinute?.toString() ?? '-',
    key.expiresAt?.toISOString() ?? '-',
    key.createdAt.toISOString(),
  ];
}
