import { type Api } from '../../support/test-platform';

/** A buyer and a key that is bound to it. */
export async function aBuyer(api: Api, id: string): Promise<{ id: string; api: Api }> {
  await api.post('/v1/buyers', { id, name: `Buyer ${id}` }).expect(201);
  const { body } = await api
    .post('/v1/api-keys', { name: `Key of ${id}`, scopes: ['*'], buyer_id: id })
    .expect(201);
  return { id, api: api.as(body.key as string) };
}
