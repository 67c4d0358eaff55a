import { KeysService, type NewKey } from '../../src/features/auth';
import { newId } from '../../src/platform/ids';
import { type Api, type TestPlatform } from './test-platform';

export interface AccountUnderTest {
  accountId: string;
  /** Acts with every scope. */
  api: Api;
}

/** One more account beside the first one, made where no call makes accounts: in the database. */
export async function createSecondAccount(test: TestPlatform): Promise<AccountUnderTest> {
  const accountId = newId('acct');
  await test.database.query('INSERT INTO accounts (id, name, created_at) VALUES ($1, $2, now())', [
    accountId,
    'Second',
  ]);
  const key = await createKey(test, accountId, { scopes: ['*'] });
  return { accountId, api: test.api.as(key) };
}

/** A key made with the authority of the operator. @returns the key itself */
export async function createKey(
  test: TestPlatform,
  accountId: string,
  wanted: Partial<NewKey>,
): Promise<string> {
  const { secret } = await test.platform.app.get(KeysService, { strict: false }).create(
    { accountId },
    {
      name: 'Test',
      scopes: ['*'],
      buyerId: null,
      rateLimitPerMinute: null,
      expiresAt: null,
      ...wanted,
    },
  );
  return secret;
}
