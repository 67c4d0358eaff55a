import { BuyersService } from '../../../src/features/buyers';
import { BuyersApiModule } from '../../../src/features/buyers/buyers.api.module';
import { Signals } from '../../../src/platform/signals';
import { ApiUnderTest, type ApiSuite, openApiSuite } from '../auth/api-under-test';

describe('/v1/buyers', () => {
  let suite: ApiSuite;
  let api: ApiUnderTest;
  let root: string;

  const make = async (fields: object = {}): Promise<string> => {
    const answer = await api.call('POST /v1/buyers', { key: root, body: { name: 'Acme', ...fields } });
    expect(answer.status).toBe(201);
    return answer.body['id'] as string;
  };

  beforeAll(async () => {
    suite = await openApiSuite();
    api = await suite.start({ imports: [BuyersApiModule] });
    root = api.createdKey!;
  });

  afterAll(() => suite.close());

  it('makes a buyer with the id and metadata it was given', async () => {
    const body = { id: 'Acme.eu-1_x', name: 'Acme', metadata: { z: '1', a: '2', __proto__x: '3' } };
    const created = await api.call('POST /v1/buyers', { key: root, body });
    expect(created.body).toEqual({ ...body, targeting: null, created: expect.any(String) as string });
    const found = await api.call('GET /v1/buyers/Acme.eu-1_x', { key: root });
    expect(found.body).toEqual(created.body);
    expect(JSON.stringify(found.body['metadata'])).toBe(JSON.stringify(body.metadata));
  });

  it('makes an id when none is given', async () => {
    expect(await make()).toMatch(/^buyer_[0-9a-z]{26}$/);
  });

  it('refuses an id that is in use, also when two arrive together', async () => {
    const body = { id: 'twice', name: 'Acme' };
    const answers = await Promise.all([1, 2, 3].map(() => api.call('POST /v1/buyers', { key: root, body })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'ALREADY_EXISTS' });
  });

  it('answers a repeated idempotency key with the first answer', async () => {
    const request = { key: root, body: { name: 'Once' }, headers: { 'idempotency-key': 'buyer-once' } };
    const first = await api.call('POST /v1/buyers', request);
    const again = await api.call('POST /v1/buyers', request);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('changes what is given and keeps the rest', async () => {
    const id = await make({ metadata: { a: '1', b: '2' } });
    const renamed = await api.call(`PATCH /v1/buyers/${id}`, { key: root, body: { name: 'New' } });
    expect(renamed.body).toMatchObject({ id, name: 'New', metadata: { a: '1', b: '2' } });
    const replaced = await api.call(`PATCH /v1/buyers/${id}`, { key: root, body: { metadata: {} } });
    expect(replaced.body).toMatchObject({ name: 'New', metadata: {} });
    expect((await api.call(`GET /v1/buyers/${id}`, { key: root })).body).toEqual(replaced.body);
  });

  it('lists the newest first, whatever the ids are, and skips none when one goes between pages', async () => {
    const ids = [await make({ id: 'zz' }), await make(), await make({ id: 'aa' }), await make({ id: 'mm' })];
    const first = await api.call('GET /v1/buyers?limit=2', { key: root });
    await api.call('DELETE /v1/buyers/aa', { key: root });
    const second = await api.call(`GET /v1/buyers?limit=2&cursor=${String(first.body['next_cursor'])}`, {
      key: root,
    });
    const listed = [first, second]
      .flatMap(({ body }) => body['data'] as { id: string }[])
      .map(({ id }) => id);
    expect(listed).toEqual(ids.toReversed());
  });

  it.each([
    [{}, '/name'],
    [{ name: '' }, '/name'],
    [{ name: 'x', id: 'a b' }, '/id'],
    [{ name: 'x', id: 'a'.repeat(65) }, '/id'],
    [{ name: 'x', id: '' }, '/id'],
    [{ name: 'x', metadata: { a: 1 } }, '/metadata'],
    [{ name: 'x', metadata: null }, '/metadata'],
    [{ name: 'x', color: 'red' }, '/color'],
  ])('refuses %j', async (body, pointer) => {
    expect((await api.call('POST /v1/buyers', { key: root, body })).body).toMatchObject({
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: expect.arrayContaining([expect.objectContaining({ pointer })]) as unknown,
    });
  });

  it.each(['GET', 'PATCH', 'DELETE'])('answers %s of an unknown id with 404', async (method) => {
    for (const id of ['nobody', '%00', 'a%20b']) {
      const body = method === 'PATCH' ? {} : undefined;
      expect((await api.call(`${method} /v1/buyers/${id}`, { key: root, body })).status).toBe(404);
    }
  });

  it('refuses a cursor that was altered', async () => {
    const cursor = Buffer.from(`buyers\n${api.accountId}\nnonsense`).toString('base64url');
    expect((await api.call(`GET /v1/buyers?cursor=${cursor}`, { key: root })).body).toMatchObject({
      status: 400,
      code: 'INVALID_CURSOR',
    });
  });

  it('shows a bound key its own buyer only and lets it change nothing', async () => {
    await make({ id: 'own' });
    const { secret: key } = await api.key({ buyerId: 'own' });
    expect((await api.call('GET /v1/buyers/own', { key })).status).toBe(200);
    expect((await api.call('GET /v1/buyers/twice', { key })).status).toBe(404);
    expect((await api.call('GET /v1/buyers', { key })).body).toMatchObject({
      data: [{ id: 'own' }],
      next_cursor: null,
    });
    expect((await api.call('PATCH /v1/buyers/own', { key, body: {} })).status).toBe(403);
    expect((await api.call('POST /v1/buyers', { key, body: { name: 'x' } })).status).toBe(403);
  });

  it('asks for the scopes of webhooks', async () => {
    const { secret: key } = await api.key({ scopes: ['webhooks:read'] });
    expect((await api.call('GET /v1/buyers', { key })).status).toBe(200);
    expect((await api.call('POST /v1/buyers', { key, body: { name: 'x' } })).status).toBe(403);
  });

  it('deletes a buyer with its keys, telling others inside the same transaction', async () => {
    await make({ id: 'leaving' });
    const { secret: key } = await api.key({ buyerId: 'leaving' });
    const told: unknown[] = [];
    api.app.get(Signals, { strict: false }).on('buyer.deleted', async (fact) => {
      told.push({ ...fact, isInTransaction: api.database.isInTransaction });
    });
    expect((await api.call('DELETE /v1/buyers/leaving', { key: root })).status).toBe(204);
    expect(told).toEqual([{ accountId: api.accountId, buyerId: 'leaving', isInTransaction: true }]);
    expect((await api.call('GET /v1/buyers', { key })).status).toBe(401);
    expect((await api.call('GET /v1/buyers/leaving', { key: root })).status).toBe(404);
  });

  it('keeps a buyer whose webhooks could not be deleted, and its keys', async () => {
    await make({ id: 'staying' });
    const { secret: key } = await api.key({ buyerId: 'staying' });
    api.app.get(Signals, { strict: false }).on('buyer.deleted', async ({ buyerId }) => {
      if (buyerId === 'staying') throw new Error('cannot delete the webhooks');
    });
    expect((await api.call('DELETE /v1/buyers/staying', { key: root })).status).toBe(500);
    expect((await api.call('GET /v1/buyers/staying', { key })).status).toBe(200);
  });

  it('leaves no living key behind when a key is made while its buyer is deleted', async () => {
    for (let round = 0; round < 10; round++) {
      const id = await make();
      await Promise.all([
        api.call(`DELETE /v1/buyers/${id}`, { key: root }),
        api.call('POST /v1/api-keys', { key: root, body: { name: 'x', scopes: ['*'], buyer_id: id } }),
      ]);
      const living = await api.database.query(
        'SELECT 1 FROM api_keys WHERE buyer_id = $1 AND revoked_at IS NULL',
        [id],
      );
      expect(living).toEqual([]);
    }
  });

  it('knows which buyers exist', async () => {
    await make({ id: 'known' });
    const buyers = api.app.get(BuyersService, { strict: false });
    const ids = ['known', 'unknown', 'a\0b'];
    await expect(Promise.all(ids.map((id) => buyers.isKnown(api.accountId, id)))).resolves.toEqual([
      true,
      false,
      false,
    ]);
    await expect(buyers.isKnown('acct_2', 'known')).resolves.toBe(false);
  });
});
