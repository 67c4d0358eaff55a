import { LeadNews } from '../../../src/features/leads';
import { type AccountUnderTest, createSecondAccount } from '../../support/second-account';
import { type Api, startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { aLead } from './a-lead';

describe('what comes after a lead', () => {
  let test: TestPlatform;
  let account: AccountUnderTest;
  let api: Api;
  let news: LeadNews;

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api' });
    account = await createSecondAccount(test);
    ({ api } = account);
    news = test.platform.app.get(LeadNews, { strict: false });
  });

  afterAll(() => test.close());

  const make = async () => (await aLead(test, account.accountId)).id;
  const submit = (leadId: string, body: object = {}) => api.post(`/v1/leads/${leadId}/submissions`, body);
  const find = (crmLeadId: string) => news.findByCrmLeadId(account.accountId, crmLeadId);
  const tell = (leadId: string, payload: string, crmLeadId = 'crm-1') =>
    news.insertCrmActivity({
      accountId: account.accountId,
      leadId,
      crmLeadId,
      eventType: 'status_changed',
      payload,
      receivedAt: new Date('2026-03-05T10:00:00.120Z'),
    });

  describe('a follow-up', () => {
    it('is kept with all it says', async () => {
      const id = await make();
      const told = {
        crm_lead_id: 'crm-follow',
        source: 'chat',
        message: 'Please call after six.',
        custom_fields: { page: { path: '/quote' } },
        submitted_at: '2026-01-16T10:00:00+01:00',
      };
      const { body } = await submit(id, told).expect(201);
      expect(body).toEqual({
        ...told,
        id: expect.stringMatching(/^sub_/),
        lead_id: id,
        submitted_at: '2026-01-16T09:00:00.000Z',
      });
      const { body: list } = await api.get(`/v1/leads/${id}/submissions`).expect(200);
      expect(list).toEqual({ data: [body], next_cursor: null });
    });

    it('may say nothing but that it came now', async () => {
      const before = Date.now();
      const { body } = await submit(await make()).expect(201);
      expect(body).toMatchObject({ crm_lead_id: null, source: null, message: null, custom_fields: {} });
      expect(Date.parse(body.submitted_at)).toBeGreaterThanOrEqual(before);
    });

    it('happens once for an idempotency key', async () => {
      const id = await make();
      const send = () => submit(id, { message: 'x' }).set('idempotency-key', 'once');
      const { body: first } = await send().expect(201);
      expect((await send().expect(201)).body).toEqual(first);
      expect((await api.get(`/v1/leads/${id}/submissions`)).body.data).toHaveLength(1);
    });

    it('is listed the newest first, a page at a time, with a cursor for this lead only', async () => {
      const id = await make();
      const ids: string[] = [];
      for (let n = 0; n < 3; n++) ids.push((await submit(id).expect(201)).body.id as string);
      const path = `/v1/leads/${id}/submissions?limit=2`;
      const { body: page } = await api.get(path).expect(200);
      const { body: next } = await api.get(`${path}&cursor=${page.next_cursor}`).expect(200);
      const listed = [...page.data, ...next.data].map((submission: { id: string }) => submission.id);
      expect(listed).toEqual(ids.toReversed());
      await api.get(`/v1/leads/${await make()}/submissions?cursor=${page.next_cursor}`).expect(400);
    });

    it.each([
      [{ submitted_at: 'yesterday' }, '/submitted_at'],
      [{ crm_lead_id: null }, '/crm_lead_id'],
      [{ message: 'x'.repeat(5001) }, '/message'],
      [{ custom_fields: 'x' }, '/custom_fields'],
      [{ phone: '2025550143' }, '/phone'],
    ])('is refused with %j', async (body, pointer) => {
      const { body: problem } = await submit(await make(), body).expect(400);
      expect(problem.errors).toEqual(expect.arrayContaining([expect.objectContaining({ pointer })]));
    });
  });

  describe('the lead a CRM means', () => {
    it('is the newest lead with its id, also where a follow-up of another has it', async () => {
      const [old, recent, other] = [await make(), await make(), await make()];
      for (const id of [recent, old])
        await api.patch(`/v1/leads/${id}`, { crm_lead_id: 'crm-both' }).expect(200);
      await submit(other, { crm_lead_id: 'crm-both' }).expect(201);
      await expect(find('crm-both')).resolves.toBe(recent);
    });

    it('is else the lead of the follow-up submitted last, not of the one stored last', async () => {
      const [last, stored] = [await make(), await make()];
      await submit(last, { crm_lead_id: 'crm-sub', submitted_at: '2026-01-17T00:00:00Z' }).expect(201);
      await submit(stored, { crm_lead_id: 'crm-sub', submitted_at: '2026-01-16T00:00:00Z' }).expect(201);
      await expect(find('crm-sub')).resolves.toBe(last);
    });

    it('is nobody for an unknown id, an id cleared again, and an id of another account', async () => {
      const id = await make();
      await api.patch(`/v1/leads/${id}`, { crm_lead_id: 'crm-gone' }).expect(200);
      await expect(find('crm-gone')).resolves.toBe(id);
      const stranger = await createSecondAccount(test);
      await expect(news.findByCrmLeadId(stranger.accountId, 'crm-gone')).resolves.toBeNull();
      await api.patch(`/v1/leads/${id}`, { crm_lead_id: null }).expect(200);
      await expect(find('crm-gone')).resolves.toBeNull();
      await expect(find('crm-never')).resolves.toBeNull();
    });
  });

  describe('GET /analytics/leads/:id', () => {
    it('shows the lead with its follow-ups and what the CRM told, the newest first', async () => {
      const id = await make();
      const { body: submission } = await submit(id, { message: 'x' }).expect(201);
      const text = '{ "crm_lead_id": "crm-1", "z": 1, "a": {"deep": [null, 1.50]} }';
      const first = await tell(id, text);
      const second = await tell(id, '{"crm_lead_id":"crm-2","owner":12345678901234567890}', 'crm-2');
      const { body } = await api.get(`/analytics/leads/${id}`).expect(200);
      const { body: lead } = await api.get(`/v1/leads/${id}`).expect(200);
      expect(body).toEqual({
        ...lead,
        submissions: [submission],
        crm_activity: [
          {
            id: second,
            event_type: 'status_changed',
            crm_lead_id: 'crm-2',
            payload: { crm_lead_id: 'crm-2', owner: '12345678901234567890' },
            received: '2026-03-05T10:00:00.120Z',
          },
          expect.objectContaining({ id: first, crm_lead_id: 'crm-1', payload: JSON.parse(text) as unknown }),
        ],
      });
    });

    it('stays of a bounded size, however much was told', async () => {
      const id = await make();
      const large = JSON.stringify({ text: 'x'.repeat(900_000) });
      for (let n = 0; n < 6; n++) await tell(id, large);
      const { body } = await api.get(`/analytics/leads/${id}`).expect(200);
      expect(body.crm_activity).toHaveLength(4);
      const small = await make();
      for (let n = 0; n < 101; n++) await tell(small, '{}');
      expect((await api.get(`/analytics/leads/${small}`)).body.crm_activity).toHaveLength(100);
    });
  });
});
