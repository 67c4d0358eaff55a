import { Injectable } from '@nestjs/common';
import { AppError } from '../../core/errors/app-error';
import { isId } from '../../core/ids';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database';
import { newId } from '../../platform/ids';
import { Logger } from '../../platform/logging';
import { type Actor } from './actor';
import { type ApiKey, canManageAccountKeys } from './api-key';
import { hashApiKey, type KeyMode, newApiKeySecret, prefixFor, visiblePartsOf } from './api-key-secret';
import { judgeGrant, unknownBuyer } from './grant';
import { AccountsRepository } from './persistence/accounts.repository';
import { ApiKeysRepository, type KeyPage } from './persistence/api-keys.repository';
import { defaultRateLimit } from './scope-rules';

export interface NewKey {
  name: string;
  scopes: readonly string[];
  buyerId: string | null;
  /** Requests a minute; null takes the default of the scopes. */
  rateLimitPerMinute: number | null;
  expiresAt: Date | null;
  /** `live` by default; without effect on a key with only `leads:*` scopes. */
  mode?: KeyMode;
  /** A secret that the operator chose; made at random when absent. */
  secret?: string;
}

/** A key that was made just now. `secret` exists nowhere else and cannot be shown again. */
export interface CreatedKey {
  key: ApiKey;
  secret: string;
}

/** Makes, lists and revokes the API keys of an account. */
@Injectable()
export class KeysService {
  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly accounts: AccountsRepository,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /**
   * Makes a key with the authority of the operator: any scopes, any buyer of the account.
   *
   * @throws AppError UNKNOWN_BUYER, RULE_VIOLATED when it would be expired from the start
   */
  async create({ accountId }: { accountId: string }, wanted: NewKey): Promise<CreatedKey> {
    const secret = wanted.secret ?? newApiKeySecret(prefixFor(wanted.scopes, wanted.mode ?? 'live'));
    const key = this.toKey(accountId, wanted, secret);
    if (key.expiresAt !== null && key.expiresAt <= key.createdAt) throw expiredFromTheStart();
    await this.database.transaction(async () => {
      // Held until the commit, so that a buyer deleted at this moment takes the new key with it.
      if (key.buyerId !== null && !(await this.keys.holdBuyer(accountId, key.buyerId))) throw unknownBuyer();
      await this.keys.insert(key, hashApiKey(secret));
      await this.database.afterCommit(() => this.report('api_key.created', key));
    });
    return { key, secret };
  }

  /**
   * Makes a key with the authority of another one, which can give nothing it does not have.
   *
   * @throws AppError FORBIDDEN for scopes beyond the grantor's, UNKNOWN_BUYER, RULE_VIOLATED
   */
  createAs(grantor: ApiKey, wanted: NewKey): Promise<CreatedKey> {
    return this.create(grantor, { ...wanted, buyerId: judgeGrant(grantor, wanted) });
  }

  /** Keys that are not revoked, newest first: up to `limit + 1` of them. Expired ones are among them. */
  list(actor: Actor, page: KeyPage): Promise<ApiKey[]> {
    return this.keys.list(actor, page);
  }

  /**
   * Ends a key at once, in every process. The last key that can manage an account's keys stays:
   * without it no call could ever make another.
   *
   * @param buyerId only a key bound to this buyer; null is any key of the account
   * @throws AppError NOT_FOUND, RULE_VIOLATED for that last key
   */
  async revoke(accountId: string, id: string, buyerId: string | null = null): Promise<void> {
    if (!isId('key', id)) throw unknownKey();
    const now = this.clock.now();
    await this.database.transaction(async () => {
      // One at a time per account, so that two last keys cannot revoke each other.
      await this.accounts.lock(accountId);
      const key = await this.keys.findLive({ accountId, buyerId }, id);
      if (!key) throw unknownKey();
      const isManager = canManageAccountKeys(key, now);
      if (isManager && !(await this.keys.hasOtherManager(key, now))) throw lastManager();
      await this.keys.markRevoked(key.id, now);
      await this.database.afterCommit(() => this.report('api_key.revoked', key));
    });
  }

  /** Ends every key of a buyer, in the transaction that deletes the buyer. */
  async revokeKeysOfBuyer(accountId: string, buyerId: string): Promise<void> {
    await this.keys.markRevokedOfBuyer({ accountId, buyerId }, this.clock.now());
  }

  private toKey(accountId: string, wanted: NewKey, secret: string): ApiKey {
    const { name, scopes, buyerId, expiresAt } = wanted;
    return {
      id: newId('key'),
      accountId,
      name,
      scopes,
      buyerId,
      rateLimitPerMinute: wanted.rateLimitPerMinute ?? defaultRateLimit(scopes),
      expiresAt,
      ...visiblePartsOf(secret),
      createdAt: this.clock.now(),
    };
  }

  private report(stage: string, { id, accountId, buyerId, scopes }: ApiKey): void {
    this.logger.info(stage, { key_id: id, account_id: accountId, buyer_id: buyerId, scopes });
  }
}

function unknownKey(): AppError {
  return new AppError('NOT_FOUND', 'There is no API key with this id.');
}

function expiredFromTheStart(): AppError {
  return new AppError('RULE_VIOLATED', 'A key cannot be expired from the start.', {
    fields: [{ pointer: '/expires_at', detail: 'must be in the future' }],
  });
}

function lastManager(): AppError {
  return new AppError(
    'RULE_VIOLATED',
    'This is the last key of the account that can manage keys; create another one with keys:manage first.',
  );
}
