import { type ApiKey } from '../api-key';
import { type ApiKeyEntity } from './api-key.entity';

export function toApiKey(row: ApiKeyEntity): ApiKey {
  const { hash: _hash, revokedAt: _revokedAt, ...key } = row;
  return key;
}
