import { BuyerDaysRepository, BuyersService } from '../../../src/features/buyers';
import { BuyersApiModule } from '../../../src/features/buyers/buyers.api.module';
import { ApiUnderTest, type ApiSuite, openApiSuite } from '../auth/api-under-test';

const TARGETING = {
  states: ['TX', 'FL'],
  sources: ['my-webform'],
  minimum_score: 60,
  daily_cap: 50,
  weight: 10,
  active_hours: { timezone: 'America/Chicago', from: '22:00', to: '06:30', days: ['mon', 'fri'] },
};

describe('targeting of buyers', () => {
  let suite: ApiSuite;
  let api: ApiUnderTest;
  let key: string;

  beforeAll(async () => {
    suite = await openApiSuite();
    api = await suite.start({ imports: [BuyersApiModule] });
    key = api.createdKey!;
  });

  afterAll(() => suite.close());

  const make = (targeting: unknown) =>
    api.call('POST /v1/buyers', { key, body: { name: 'Acme', targeting } });

  const change = (id: string, body: object) => api.call(`PATCH /v1/buyers/${id}`, { key, body });

  it('is kept and shown as it was given', async () => {
    const made = await make(TARGETING);
    expect(made.body).toMatchObject({ targeting: TARGETING });
    const found = await api.call(`GET /v1/buyers/${String(made.body['id'])}`, { key });
    expect(found.body['targeting']).toEqual(TARGETING);
  });

  it('is set, kept by other changes, replaced as a whole, and taken away by null', async () => {
    const id = String((await make(undefined)).body['id']);
    expect((await change(id, { targeting: TARGETING })).body['targeting']).toEqual(TARGETING);
    expect((await change(id, { name: 'New' })).body['targeting']).toEqual(TARGETING);
    expect((await change(id, { targeting: { weight: 2 } })).body['targeting']).toEqual({ weight: 2 });
    expect((await change(id, { targeting: {} })).body['targeting']).toEqual({});
    expect((await change(id, { targeting: null })).body['targeting']).toBeNull();
  });

  it('makes a buyer take part, whatever it says, in the account of the buyer only', async () => {
    const fresh = await suite.start({ imports: [BuyersApiModule] });
    const buyers = fresh.app.get(BuyersService, { strict: false });
    const before = (await buyers.listTargeted(fresh.accountId)).length;
    const { body } = await make({});
    await make(null);
    const listed = await buyers.listTargeted(fresh.accountId);
    expect(listed).toHaveLength(before + 1);
    expect(listed).toContainEqual({ id: body['id'], targeting: {} });
    await expect(buyers.listTargeted('acct_other')).resolves.toEqual([]);
  });

  it('is for a thousand buyers of an account; who has it may change it', async () => {
    const fresh = await suite.start({ imports: [BuyersApiModule] });
    const { accountId } = fresh;
    const call = (line: string, body: object) => fresh.call(line, { key, body });
    await suite.database.query(
      `INSERT INTO buyers (account_id, id, name, metadata, targeting, created_at)
       SELECT $1, 'many-' || n, 'Many', '{}', '{}', now() FROM generate_series(1,
         1000 - (SELECT count(*)::int FROM buyers WHERE account_id = $1 AND targeting IS NOT NULL)) n`,
      [accountId],
    );
    const refusal = { status: 422, code: 'RULE_VIOLATED', errors: [{ pointer: '/targeting' }] };
    expect((await call('POST /v1/buyers', { name: 'One', targeting: {} })).body).toMatchObject(refusal);
    const { body } = await call('POST /v1/buyers', { name: 'One' });
    const path = `PATCH /v1/buyers/${String(body['id'])}`;
    expect((await call(path, { targeting: {} })).body).toMatchObject(refusal);
    expect((await call(path, { targeting: null })).status).toBe(200);
    expect((await call('PATCH /v1/buyers/many-1', { targeting: { weight: 2 } })).status).toBe(200);
    await call('PATCH /v1/buyers/many-1', { targeting: null });
    expect((await call(path, { targeting: {} })).status).toBe(200);
    await suite.database.query(`DELETE FROM buyers WHERE id LIKE 'many-%'`);
  });

  const hours = { timezone: 'Europe/Berlin', from: '08:00', to: '18:00' };

  it.each([
    [{ states: ['TX'] }],
    [{ states: [], sources: [] }],
    [{ minimum_score: 0, daily_cap: 1, weight: 1 }],
    [{ minimum_score: 100, daily_cap: 1_000_000, weight: 1000 }],
    [{ active_hours: hours }],
    [{ active_hours: { ...hours, timezone: 'UTC', from: '00:00', to: '23:59' } }],
  ])('accepts %j', async (targeting) => {
    expect((await make(targeting)).body).toMatchObject({ targeting });
  });

  it.each([
    ['everything', '/targeting'],
    [[], '/targeting'],
    [{ states: ['XX'] }, '/targeting/states'],
    [{ states: ['tx'] }, '/targeting/states'],
    [{ states: ['TX', 'TX'] }, '/targeting/states'],
    [{ states: 'TX' }, '/targeting/states'],
    [{ sources: Array.from({ length: 101 }, (_, index) => `source-${index}`) }, '/targeting/sources'],
    [{ sources: [''] }, '/targeting/sources'],
    [{ minimum_score: -1 }, '/targeting/minimum_score'],
    [{ minimum_score: 101 }, '/targeting/minimum_score'],
    [{ minimum_score: 59.5 }, '/targeting/minimum_score'],
    [{ daily_cap: 0 }, '/targeting/daily_cap'],
    [{ daily_cap: 1_000_001 }, '/targeting/daily_cap'],
    [{ daily_cap: null }, '/targeting/daily_cap'],
    [{ weight: 0 }, '/targeting/weight'],
    [{ weight: 1001 }, '/targeting/weight'],
    [{ region: 'south' }, '/targeting/region'],
    [{ active_hours: 'always' }, '/targeting/active_hours'],
    [{ active_hours: { ...hours, timezone: 'Mars/Olympus' } }, '/targeting/active_hours/timezone'],
    [{ active_hours: { ...hours, timezone: '+01:00' } }, '/targeting/active_hours/timezone'],
    [{ active_hours: { ...hours, from: '24:00' } }, '/targeting/active_hours/from'],
    [{ active_hours: { ...hours, to: '8:00' } }, '/targeting/active_hours/to'],
    [{ active_hours: { ...hours, days: [] } }, '/targeting/active_hours/days'],
    [{ active_hours: { ...hours, days: ['monday'] } }, '/targeting/active_hours/days'],
    [{ active_hours: { from: '08:00', to: '18:00' } }, '/targeting/active_hours/timezone'],
  ])('refuses %j and names the field', async (targeting, pointer) => {
    const refusal = {
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: expect.arrayContaining([expect.objectContaining({ pointer })]) as unknown,
    };
    expect((await make(targeting)).body).toMatchObject(refusal);
    const id = String((await make({ weight: 7 })).body['id']);
    expect((await change(id, { targeting })).body).toMatchObject(refusal);
    const { body } = await api.call(`GET /v1/buyers/${id}`, { key });
    expect(body['targeting']).toEqual({ weight: 7 });
  });

  describe('daily caps', () => {
    const claims = (fields: { buyerId: string; cap: number | null; day?: string }, times: number) => {
      const days = api.app.get(BuyerDaysRepository, { strict: false });
      const claim = { accountId: api.accountId, day: '2026-01-15', ...fields };
      return Promise.all(Array.from({ length: times }, () => days.claim(claim)));
    };
    const granted = (answers: boolean[]) => answers.filter(Boolean).length;

    it('hold however many claim at once', async () => {
      expect(granted(await claims({ buyerId: 'busy', cap: 10 }, 50))).toBe(10);
      expect(granted(await claims({ buyerId: 'busy', cap: 10 }, 5))).toBe(0);
    });

    it('begin anew every day, for every buyer', async () => {
      await claims({ buyerId: 'daily', cap: 1 }, 1);
      expect(await claims({ buyerId: 'daily', cap: 1, day: '2026-01-16' }, 2)).toContain(true);
      expect(await claims({ buyerId: 'other', cap: 1 }, 1)).toEqual([true]);
    });

    it('count what came before they were set', async () => {
      expect(granted(await claims({ buyerId: 'late', cap: null }, 20))).toBe(20);
      expect(granted(await claims({ buyerId: 'late', cap: 25 }, 20))).toBe(5);
    });

    it('go with the buyer: who takes its id later begins anew', async () => {
      const body = { id: 'again', name: 'Acme' };
      await api.call('POST /v1/buyers', { key, body });
      await claims({ buyerId: 'again', cap: 1 }, 1);
      await api.call('DELETE /v1/buyers/again', { key });
      await api.call('POST /v1/buyers', { key, body });
      expect(await claims({ buyerId: 'again', cap: 1 }, 1)).toEqual([true]);
    });
  });
});
