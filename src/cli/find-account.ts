import { AppError } from '../core/errors/app-error';
import { type Account, type AccountsService } from '../features/auth';

/**
 * The account a command acts for: the one asked for, else the first.
 *
 * @throws AppError NOT_FOUND
 */
export async function findAccount(
  accounts: Pick<AccountsService, 'findFirst'>,
  accountId: string | undefined,
): Promise<Account> {
  const first = await accounts.findFirst();
  if (first === null) {
    throw new AppError('NOT_FOUND', 'There is no account yet: `synaptis keys create` makes the first one.');
  }
  if (accountId !== undefined && accountId !== first.id) {
    throw new AppError('NOT_FOUND', 'There is no account with this id.');
  }
  return first;
}
