import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Settings } from '../../platform/config';
import { Database } from '../../platform/database';
import { newId } from '../../platform/ids';
import { type Account } from './account';
import { KeysService } from './keys.service';
import { AccountsRepository } from './persistence/accounts.repository';

export interface FirstAccount {
  accountId: string;
  /** The generated key, to be shown this one time; null on later starts and when the operator set the key. */
  createdKey: string | null;
}

/** The accounts of the platform; today there is one, made at the first start. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly keys: KeysService,
    private readonly database: Database,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes the account "Default" and its first key, with scope `*`, unless they exist. Any number of
   * processes may call this at the same moment: one of them makes both, the others find them.
   * `BOOTSTRAP_API_KEY` is used on the first start only; changing it later changes nothing.
   */
  ensureFirstAccount(): Promise<FirstAccount> {
    return this.database.transaction(async () => {
      await this.accounts.lockCreation();
      const known = await this.accounts.findFirst();
      return known ? { accountId: known.id, createdKey: null } : this.createFirstAccount();
    });
  }

  /** The oldest account, or null before the first start. */
  findFirst(): Promise<Account | null> {
    return this.accounts.findFirst();
  }

  private async createFirstAccount(): Promise<FirstAccount> {
    const account = { id: newId('acct'), name: 'Default', createdAt: this.clock.now() };
    await this.accounts.insert(account);
    const chosen = this.settings.bootstrapApiKey;
    const { secret } = await this.keys.create(
      { accountId: account.id },
      {
        name: 'Bootstrap',
        scopes: ['*'],
        buyerId: null,
        rateLimitPerMinute: null,
        expiresAt: null,
        ...(chosen !== null && { secret: chosen }),
      },
    );
    // The operator knows the key he set, and logs are no place to repeat it.
    return { accountId: account.id, createdKey: chosen === null ? secret : null };
  }
}
