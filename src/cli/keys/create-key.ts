import { type AccountsService, type CreatedKey, type KeysService, type NewKey } from '../../features/auth';
import { findAccount } from '../find-account';

export interface KeyRooms {
  accounts: Pick<AccountsService, 'ensureFirstAccount' | 'findFirst'>;
  keys: Pick<KeysService, 'create'>;
}

export interface KeyRequest {
  /** Undefined is the first account. */
  accountId: string | undefined;
  wanted: NewKey;
  /** Told the first key of the first account if that had to be made; it cannot be shown later. */
  onFirstAccount: (bootstrapKey: string) => void;
}

/**
 * Makes a key for the account asked for, else for the first one, which is made if the platform was never
 * started on this database.
 */
export async function createKey(
  { accounts, keys }: KeyRooms,
  { accountId, wanted, onFirstAccount }: KeyRequest,
): Promise<CreatedKey> {
  if (accountId === undefined) {
    const { createdKey } = await accounts.ensureFirstAccount();
    // At once: the account stays even if the key asked for is refused.
    if (createdKey !== null) onFirstAccount(createdKey);
  }
  const account = await findAccount(accounts, accountId);
  return keys.create({ accountId: account.id }, wanted);
}
