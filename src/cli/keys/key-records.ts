import { type ApiKey } from '../../features/auth';
import { textTable } from '../text-table';

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
