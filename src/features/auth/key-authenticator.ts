import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Batcher } from '../../platform/batching';
import { Clock } from '../../platform/clock';
import { type ApiKey, isExpired } from './api-key';
import { hashApiKey, isApiKeySecret } from './api-key-secret';
import { ApiKeysRepository, type HashedKey } from './persistence/api-keys.repository';

/**
 * Tells which key a secret belongs to. Nothing is cached, so a revoked key ends with its commit;
 * requests that arrive together share one query instead.
 */
@Injectable()
export class KeyAuthenticator {
  private readonly lookups: Batcher<Buffer, HashedKey | null>;

  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly clock: Clock,
  ) {
    this.lookups = new Batcher({
      name: 'api keys',
      maxWeight: 500,
      maxWaiting: 20_000,
      maxRunning: 2,
      run: (hashes) => this.find(hashes),
    });
  }

  /** The key with this secret; null when there is none, or when it is revoked or expired. */
  async identify(secret: string): Promise<ApiKey | null> {
    if (!isApiKeySecret(secret)) return null;
    const hash = hashApiKey(secret);
    const found = await this.lookups.submit(hash);
    if (!found || !timingSafeEqual(found.hash, hash)) return null;
    return isExpired(found.key, this.clock.now()) ? null : found.key;
  }

  private async find(hashes: Buffer[]): Promise<(HashedKey | null)[]> {
    const found = await this.keys.findLiveByHashes(hashes);
    const byHash = new Map(found.map((one) => [one.hash.toString('hex'), one]));
    return hashes.map((hash) => byHash.get(hash.toString('hex')) ?? null);
  }
}
