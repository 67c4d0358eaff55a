import { newId } from '../../../src/platform/ids';
import { type AccountUnderTest, createSecondAccount } from '../../support/second-account';
import { type Api, startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';
import { aBuyer } from '../webhooks/a-buyer';
import { aLead, CONSENT } from './a-lead';

const NOBODYS = 'lead_01kf0k8y20f2etja3vn6y8b1ke';

describe('/v1/leads', () => {
  let test: TestPlatform;
  let account: AccountUnderTest;
  let api: Api;

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api' });
    account = await createSecondAccount(test);
    ({ api } = account);
  });

  afterAll(() => test.close());

  const make = (told: Parameters<typeof aLead>[2] = {}) => aLead(test, account.accountId, told);

  it('shows a lead with everything that was told of it', async () => {
    const lead = await make({
      phone: '+12025550143',
      email: 'jane@example.com',
      state: 'TX',
      source: 'my-webform',
      sourceLeadId: 'form-4711',
      profile: {
        first_name: 'Jane',
        attribution: { utm_source: 'google' },
        inquiry: { message: 'Hello', buyer_or_seller: 'buyer' },
      },
      customFields: { roof: { type: 'tile' } },
    });
    const { body } = await api.get(`/v1/leads/${lead.id}`).expect(200);
    expect(body).toEqual({
      id: lead.id,
      status: 'accepted',
      stage: 'verifying',
      source: 'my-webform',
      phone: '+12025550143',
      email: 'jane@example.com',
      state: 'TX',
      first_name: 'Jane',
      last_name: null,
      name: null,
      address: null,
      city: null,
      postal_code: null,
      attribution: { utm_source: 'google' },
      inquiry: {
        message: 'Hello',
        property_address: null,
        property_mls_number: null,
        property_price: null,
        buyer_or_seller: 'buyer',
        timeline: null,
      },
      consent: CONSENT,
      custom_fields: { roof: { type: 'tile' } },
      source_lead_id: 'form-4711',
      crm_lead_id: null,
      eligible: true,
      ineligible_reason: null,
      verification: null,
      buyer_id: null,
      unassigned_reason: null,
      created: lead.createdAt.toISOString(),
      updated: lead.createdAt.toISOString(),
    });
  });

  it.each([
    [`step = 'verify'`, 'verifying'],
    [`step = 'distribute'`, 'distributing'],
    [`step = NULL, step_due_at = NULL, buyer_id = 'acme'`, 'distributed'],
    [`step = NULL, step_due_at = NULL, unassigned_reason = 'not_eligible'`, 'held'],
    [`step = NULL, step_due_at = NULL, unassigned_reason = 'caps_reached'`, 'unassigned'],
  ])('calls a lead with %s %s, in the list too', async (change, stage) => {
    const { id } = await make();
    await test.database.query(`UPDATE leads SET ${change} WHERE id = $1`, [id]);
    const { body } = await api.get(`/v1/leads/${id}`).expect(200);
    expect(body.stage).toBe(stage);
    for (const asked of ['verifying', 'distributing', 'distributed', 'held', 'unassigned']) {
      const { body: list } = await api.get(`/v1/leads?stage=${asked}&limit=250`).expect(200);
      expect([asked, idsOf(list).includes(id)]).toEqual([asked, asked === stage]);
    }
  });

  const idsOf = (body: { data: { id: string }[] }) => body.data.map(({ id }) => id);

  describe('changes', () => {
    it('set and clear the CRM id, replace custom fields as a whole, and keep the rest', async () => {
      const { id } = await make({ customFields: { a: 1, b: 2 }, source: 'form' });
      const { body: linked } = await api.patch(`/v1/leads/${id}`, { crm_lead_id: 'crm-1' }).expect(200);
      expect(linked).toMatchObject({ crm_lead_id: 'crm-1', custom_fields: { a: 1, b: 2 }, source: 'form' });
      const { body: replaced } = await api
        .patch(`/v1/leads/${id}`, { custom_fields: { c: [3] } })
        .expect(200);
      expect(replaced).toMatchObject({ crm_lead_id: 'crm-1', custom_fields: { c: [3] } });
      const { body: cleared } = await api.patch(`/v1/leads/${id}`, { crm_lead_id: null }).expect(200);
      expect(cleared).toMatchObject({ crm_lead_id: null, custom_fields: { c: [3] } });
      expect(await api.get(`/v1/leads/${id}`).then(({ body }) => body)).toEqual(cleared);
      expect(Date.parse(cleared.updated)).toBeGreaterThan(Date.parse(cleared.created));
    });

    it('of nothing change nothing', async () => {
      const { id, updatedAt } = await make();
      const { body } = await api.patch(`/v1/leads/${id}`, {}).expect(200);
      expect(body.updated).toBe(updatedAt.toISOString());
    });

    it.each([
      [{ crm_lead_id: '' }, '/crm_lead_id'],
      [{ crm_lead_id: 'x'.repeat(256) }, '/crm_lead_id'],
      [{ crm_lead_id: 7 }, '/crm_lead_id'],
      [{ custom_fields: null }, '/custom_fields'],
      [{ custom_fields: [] }, '/custom_fields'],
      [{ phone: '+12025550143' }, '/phone'],
    ])('refuse %j', async (body, pointer) => {
      const { id } = await make();
      const { body: problem } = await api.patch(`/v1/leads/${id}`, body).expect(400);
      expect(problem.errors).toEqual(expect.arrayContaining([expect.objectContaining({ pointer })]));
    });
  });

  describe('the list', () => {
    let other: AccountUnderTest;
    let first: string;
    let second: string;
    let between: Date;

    beforeAll(async () => {
      other = await createSecondAccount(test);
      const one = await aLead(test, other.accountId, {
        phone: '+12025550143',
        email: 'jane@example.com',
        state: 'TX',
        source: 'form',
      });
      between = await waitFor('the next millisecond', () => {
        const now = new Date();
        return now > one.createdAt && now;
      });
      await waitFor('the millisecond after', () => Date.now() > between.getTime(), { everyMs: 1 });
      const two = await aLead(test, other.accountId, { consent: null });
      [first, second] = [one.id, two.id];
      await other.api.patch(`/v1/leads/${first}`, { crm_lead_id: 'crm-1' }).expect(200);
      await test.database.query(
        `UPDATE leads SET step = NULL, step_due_at = NULL, buyer_id = 'acme' WHERE id = $1`,
        [first],
      );
    });

    it('shows the newest first, a page at a time', async () => {
      const { body: page } = await other.api.get('/v1/leads?limit=1').expect(200);
      expect(idsOf(page)).toEqual([second]);
      const { body: next } = await other.api.get(`/v1/leads?limit=1&cursor=${page.next_cursor}`).expect(200);
      expect(idsOf(next)).toEqual([first]);
      expect(next.next_cursor).toBeNull();
      await api.get(`/v1/leads?cursor=${page.next_cursor}`).expect(400);
    });

    it.each([
      'source=form',
      'state=TX',
      'state=texas',
      'phone=2025550143',
      'phone=%2B12025550143',
      'phone=(202)%20555-0143',
      'email=Jane@Example.com',
      'crm_lead_id=crm-1',
      'buyer_id=acme',
      'eligible=true',
      'stage=distributed',
      'buyer_id=acme&state=TX&eligible=true&source=form&email=jane@example.com&crm_lead_id=crm-1',
    ])('finds by %s', async (query) => {
      const { body } = await other.api.get(`/v1/leads?${query}`).expect(200);
      expect([idsOf(body), body.next_cursor]).toEqual([[first], null]);
    });

    it('finds by time and by what may not be contacted', async () => {
      const at = encodeURIComponent(between.toISOString());
      expect(idsOf((await other.api.get(`/v1/leads?created_before=${at}`)).body)).toEqual([first]);
      expect(idsOf((await other.api.get(`/v1/leads?created_after=${at}`)).body)).toEqual([second]);
      const { body } = await other.api.get('/v1/leads?eligible=false').expect(200);
      expect(body.data).toMatchObject([{ id: second, eligible: false, ineligible_reason: 'no_consent' }]);
    });

    it.each(['phone=555', 'eligible=maybe', 'stage=new', 'created_after=today', 'door=api'])(
      'refuses %s',
      async (query) => {
        const { body } = await other.api.get(`/v1/leads?${query}`).expect(400);
        expect(body.errors).toMatchObject([{ pointer: `?${query.split('=')[0]}` }]);
      },
    );

    it('looks for rare matches a bounded stretch at a time', async () => {
      const many = await createSecondAccount(test);
      const { id } = await aLead(test, many.accountId, { source: 'rare' });
      const ids = Array.from({ length: 10_050 }, () => newId('lead'));
      await test.database.query(
        `INSERT INTO leads (id, account_id, door, profile, custom_fields, is_eligible, created_at, updated_at)
         SELECT id, $2, 'api', '{}', '{}', true, now(), now() FROM unnest($1::text[]) id`,
        [ids, many.accountId],
      );
      const { body: page } = await many.api.get('/v1/leads?source=rare').expect(200);
      expect(page.data).toEqual([]);
      const { body: next } = await many.api
        .get(`/v1/leads?source=rare&cursor=${page.next_cursor}`)
        .expect(200);
      expect([idsOf(next), next.next_cursor]).toEqual([[id], null]);
    });
  });

  describe('the wall', () => {
    const paths = (id: string) => [
      `/v1/leads/${id}`,
      `/v1/leads/${id}/submissions`,
      `/v1/leads/${id}/timeline`,
      `/analytics/leads/${id}`,
    ];

    it('has leads of others nowhere', async () => {
      const stranger = await createSecondAccount(test);
      const { id } = await make();
      for (const unknown of [id, NOBODYS, 'x', id.replace('lead_', 'sub_'), '%00']) {
        for (const path of paths(unknown)) {
          const { body } = await stranger.api.get(path).expect(404);
          expect(body).toMatchObject({ code: 'NOT_FOUND', detail: 'There is no lead with this id.' });
        }
        await stranger.api.patch(`/v1/leads/${unknown}`, { crm_lead_id: 'stolen' }).expect(404);
        await stranger.api.post(`/v1/leads/${unknown}/submissions`, {}).expect(404);
      }
      expect((await stranger.api.get('/v1/leads')).body.data).toEqual([]);
      expect((await api.get(`/v1/leads/${id}`)).body.crm_lead_id).toBeNull();
    });

    it('keeps keys that are bound to a buyer out', async () => {
      const { id } = await make();
      const bound = await aBuyer(api, 'bound');
      for (const path of [...paths(id), ...paths(NOBODYS), '/v1/leads']) {
        const { body } = await bound.api.get(path).expect(403);
        expect(body).toMatchObject({ code: 'FORBIDDEN', detail: expect.stringContaining('as a whole') });
      }
      await bound.api.patch(`/v1/leads/${id}`, { crm_lead_id: 'x' }).expect(403);
      await bound.api.patch(`/v1/leads/${id}`, {}).expect(403);
      await bound.api.post(`/v1/leads/${id}/submissions`, {}).expect(403);
      expect((await api.get(`/v1/leads/${id}`)).body.crm_lead_id).toBeNull();
    });
  });
});
