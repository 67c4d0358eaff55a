import { KeysService } from '../../../src/features/auth';
import { newId } from '../../../src/platform/ids';
import { type Api, type TestPlatform } from '../../support/test-platform';

/** A second account in the same database, to look over the wall from. @returns the API with its key */
export async function anotherAccount({ api, database, platform }: TestPlatform): Promise<Api> {
  const accountId = newId('acct');
  await database.query('INSERT INTO accounts (id, name, created_at) VALUES ($1, $2, now())', [
    accountId,
    'Another account',
  ]);
  const keys = platform.app.get(KeysService, { strict: false });
  const wanted = { name: 'root', scopes: ['*'], buyerId: null, rateLimitPerMinute: null, expiresAt: null };
  const { secret } = await keys.create({ accountId }, wanted);
  return api.as(secret);
}

/** A buyer and a key that is bound to it. */
export async function aBuyer(api: Api, id: string): Promise<{ id: string; api: Api }> {
  await api.post('/v1/buyers', { id, name: `Buyer ${id}` }).expect(201);
  const { body } = await api
    .post('/v1/api-keys', { name: `Key of ${id}`, scopes: ['*'], buyer_id: id })
    .expect(201);
  return { id, api: api.as(body.key as string) };
}
