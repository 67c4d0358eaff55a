import { type AccountUnderTest, createSecondAccount } from '../../support/second-account';
import { type Api, startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { aBuyer } from '../webhooks/a-buyer';
import { aLead } from './a-lead';

const NOBODYS = 'sup_01kf0m2r7c9b4tqe6v8x1z5n3d';

describe('/v1/suppressions', () => {
  let test: TestPlatform;
  let account: AccountUnderTest;
  let api: Api;

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api' });
  });

  beforeEach(async () => {
    account = await createSecondAccount(test);
    ({ api } = account);
  });

  afterAll(() => test.close());

  const listed = async (query = '') => {
    const { body } = await api.get(`/v1/suppressions?limit=250${query}`).expect(200);
    return body.data.map(({ phone }: { phone: string }) => phone) as string[];
  };

  it('takes a number once, whatever form it is sent in, and keeps the first reason', async () => {
    const { body: added } = await api
      .post('/v1/suppressions', { phone: '(202) 555-0143', reason: 'asked' })
      .expect(201);
    expect(added).toEqual({
      id: expect.stringMatching(/^sup_/),
      phone: '+12025550143',
      reason: 'asked',
      created: expect.any(String),
    });
    const { body: again } = await api.post('/v1/suppressions', { phone: '+12025550143' }).expect(200);
    expect(again).toEqual(added);
    expect(await listed()).toEqual(['+12025550143']);
  });

  it('answers one of many that arrive together with 201', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => api.post('/v1/suppressions', { phone: '2025550143' })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  it('happens once for an idempotency key', async () => {
    const send = () =>
      api.post('/v1/suppressions', { phone: '2025550143' }).set('idempotency-key', 'suppress-once');
    const { body: first } = await send().expect(201);
    const again = await send().expect(201);
    expect(again.body).toEqual(first);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const later = () =>
      api.post('/v1/suppressions', { phone: '2025550143' }).set('idempotency-key', 'suppress-later');
    await later().expect(200);
    expect((await later().expect(200)).body).toEqual(first);
  });

  it('holds back leads that come in afterwards', async () => {
    await api.post('/v1/suppressions', { phone: '2025550143' }).expect(201);
    const lead = await aLead(test, account.accountId, { phone: '+12025550143' });
    expect(lead.ineligibleReason).toBe('suppressed');
    expect((await aLead(test, account.accountId)).ineligibleReason).toBeNull();
  });

  it('lists the newest first, a page at a time, and finds a number in any form', async () => {
    for (const phone of ['2025550101', '2025550102', '2025550103']) {
      await api.post('/v1/suppressions', { phone }).expect(201);
    }
    const { body: page } = await api.get('/v1/suppressions?limit=2').expect(200);
    const { body: next } = await api.get(`/v1/suppressions?limit=2&cursor=${page.next_cursor}`).expect(200);
    const phones = [...page.data, ...next.data].map(({ phone }: { phone: string }) => phone);
    expect(phones).toEqual(['+12025550103', '+12025550102', '+12025550101']);
    expect(next.next_cursor).toBeNull();
    expect(await listed('&phone=202.555.0102')).toEqual(['+12025550102']);
    expect(await listed('&phone=2025550109')).toEqual([]);
    await api.get('/v1/suppressions?phone=12').expect(400);
  });

  it.each([
    ['E.164', () => encodeURIComponent('+12025550143')],
    ['E.164 with its plus as it is', () => '+12025550143'],
    ['ten digits', () => '2025550143'],
    ['usual punctuation', () => encodeURIComponent('(202) 555-0143')],
    ['the id', (id: string) => id],
  ])('is taken out by %s, once', async (_form, nameOf) => {
    const { body } = await api.post('/v1/suppressions', { phone: '2025550143' }).expect(201);
    await api.post('/v1/suppressions', { phone: '2025550144' }).expect(201);
    await api.delete(`/v1/suppressions/${nameOf(body.id)}`).expect(204);
    expect(await listed()).toEqual(['+12025550144']);
    const { body: problem } = await api.delete(`/v1/suppressions/${nameOf(body.id)}`).expect(404);
    expect(problem.code).toBe('NOT_FOUND');
  });

  it.each([NOBODYS, 'x', '123', '%00'])('has nothing to take out for %s', async (name) => {
    const { body } = await api.delete(`/v1/suppressions/${name}`);
    expect(body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  it.each([
    [{}, '/phone'],
    [{ phone: '555' }, '/phone'],
    [{ phone: 2025550143 }, '/phone'],
    [{ phone: '2025550143', reason: '' }, '/reason'],
    [{ phone: '2025550143', reason: 'x'.repeat(501) }, '/reason'],
    [{ phone: '2025550143', why: 'x' }, '/why'],
  ])('refuses %j', async (body, pointer) => {
    const { body: problem } = await api.post('/v1/suppressions', body).expect(400);
    expect(problem.errors).toEqual(expect.arrayContaining([expect.objectContaining({ pointer })]));
    expect(await listed()).toEqual([]);
  });

  describe('the import', () => {
    const load = (body: object) => api.post('/v1/suppressions/import', body);

    it('adds what is new and counts each number once', async () => {
      await api.post('/v1/suppressions', { phone: '2025550101', reason: 'first' }).expect(201);
      const phones = ['202-555-0101', '2025550102', '+12025550102', '+442079460123'];
      const { body } = await load({ phones, reason: 'moved' }).expect(200);
      expect(body).toEqual({ added: 2, already_there: 1 });
      const { body: list } = await api.get('/v1/suppressions').expect(200);
      expect(
        list.data.map(({ phone, reason }: { phone: string; reason: string }) => [phone, reason]).toSorted(),
      ).toEqual([
        ['+12025550101', 'first'],
        ['+12025550102', 'moved'],
        ['+442079460123', 'moved'],
      ]);
    });

    it('stores nothing when an entry is bad, and names every bad one', async () => {
      const phones = ['2025550101', 'call me', 7, null, '2025550102', ['2025550103']];
      const { body } = await load({ phones }).expect(400);
      expect(body.code).toBe('VALIDATION_FAILED');
      expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
        '/phones/1',
        '/phones/2',
        '/phones/3',
        '/phones/5',
      ]);
      expect(JSON.stringify(body)).not.toContain('call me');
      expect(await listed()).toEqual([]);
    });

    it('names at most a hundred of them and says how many there are', async () => {
      const { body } = await load({ phones: Array.from({ length: 150 }, (_, n) => `x${n}`) }).expect(400);
      expect(body.errors).toHaveLength(100);
      expect(body.detail).toContain('150');
    });

    it('takes 10,000 at once and no more', async () => {
      const phones = Array.from({ length: 10_000 }, (_, n) => `202555${String(n).padStart(4, '0')}`);
      expect((await load({ phones }).expect(200)).body).toEqual({ added: 10_000, already_there: 0 });
      expect((await load({ phones }).expect(200)).body).toEqual({ added: 0, already_there: 10_000 });
      const { body } = await load({ phones: [...phones, '2125550101'] }).expect(400);
      expect(body.errors).toMatchObject([{ pointer: '/phones' }]);
    });

    it('does not stand in the way of another one over the same numbers', async () => {
      const phones = Array.from({ length: 500 }, (_, n) => `202555${String(n).padStart(4, '0')}`);
      const answers = await Promise.all([load({ phones }), load({ phones: phones.toReversed() })]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(answers.map(({ body }) => body.added).toSorted((a, b) => a - b)).toEqual([0, 500]);
    });

    it.each([[{}], [{ phones: [] }], [{ phones: '2025550101' }], [{ phones: { 0: '2025550101' } }]])(
      'refuses %j',
      async (body) => {
        const { body: problem } = await load(body).expect(400);
        expect(problem.errors[0]).toMatchObject({ pointer: '/phones' });
      },
    );
  });

  it('is nobody else’s: not another account’s, not a bound key’s', async () => {
    const { body } = await api.post('/v1/suppressions', { phone: '2025550143' }).expect(201);
    const stranger = await createSecondAccount(test);
    expect((await stranger.api.get('/v1/suppressions')).body.data).toEqual([]);
    await stranger.api.delete(`/v1/suppressions/${body.id}`).expect(404);
    await stranger.api.delete('/v1/suppressions/2025550143').expect(404);
    const bound = await aBuyer(api, 'acme');
    await bound.api.get('/v1/suppressions').expect(403);
    await bound.api.post('/v1/suppressions', { phone: '2025550199' }).expect(403);
    await bound.api.post('/v1/suppressions/import', { phones: ['2025550199'] }).expect(403);
    await bound.api.delete('/v1/suppressions/2025550143').expect(403);
    expect(await listed()).toEqual(['+12025550143']);
  });
});
