import { describeOnBothBackends } from '../../support/backends';
import { brokenInvariants } from '../../support/invariants';
import { aPhone } from '../../support/lead-requests';
import { expectProblem } from '../../support/problem';
import { callRaw } from '../../support/raw-http';
import { Receiver } from '../../support/receiver';
import { rowCounts } from '../../support/row-counts';
import { type AccountUnderTest, createKey, createSecondAccount } from '../../support/second-account';
import { type Api, startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { CRM_SAMPLE, eventOf, jsonOf, postCrm, postLead, put, subscribe } from './doors';

const SECRET = 'the-secret-of-the-operator';
const BEARER = { authorization: `Bearer ${SECRET}` };
const UNMATCHED = { ok: true, stored: false, reason: 'No matching lead or submission for crm_lead_id' };

/** A new lead of an account, told to have this CRM id when one is given. */
async function createLead(test: TestPlatform, api: Api, crmLeadId?: string): Promise<string> {
  const { body: door } = await api.get('/v1/lead-sources/streamsynq').expect(200);
  const lead = { source: 'other', phone: aPhone() };
  const { lead_id: id } = jsonOf(await postLead(test.platform.url, door.user_id as string, lead));
  if (crmLeadId) await api.patch(`/v1/leads/${id as string}`, { crm_lead_id: crmLeadId }).expect(200);
  return id as string;
}

async function follow(api: Api, leadId: string, crmLeadId: string, submittedAt: string): Promise<void> {
  const asked = { crm_lead_id: crmLeadId, submitted_at: submittedAt };
  await api.post(`/v1/leads/${leadId}/submissions`, asked).expect(201);
}

describeOnBothBackends('news of a lead from a CRM', (backend) => {
  let test: TestPlatform;
  let receiver: Receiver;

  beforeAll(async () => {
    test = await startTestPlatform({ CRM_WEBHOOK_SECRET: SECRET }, backend);
    receiver = await Receiver.start();
  });

  afterAll(async () => {
    expect(await brokenInvariants(test.database)).toEqual([]);
    await receiver.stop();
    await test.close();
  });

  it("are stored and reach a receiver with the document's own sample request", async () => {
    await subscribe(test, receiver, ['lead.crm_updated']);
    const leadId = await createLead(test, test.api, 'crm-abc-456');
    const answer = await callRaw(test.platform.url, {
      path: '/webhooks/crm/lead',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${SECRET}` },
      body: CRM_SAMPLE,
    });
    expect(jsonOf(answer)).toEqual({ ok: true, stored: true, lead_id: leadId });

    const [received] = await receiver.waitForCount(1);
    expect(eventOf(received!)).toMatchObject({
      type: 'lead.crm_updated',
      data: {
        lead_id: leadId,
        crm_lead_id: 'crm-abc-456',
        event_type: 'status_changed',
        payload: JSON.parse(CRM_SAMPLE),
        timestamp: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
      },
    });
    const rows = await test.database.query(
      `SELECT crm_lead_id, event_type, payload, events.id = $2 AS is_told, received_at IS NOT NULL AS has_time
       FROM crm_activities JOIN lead_events USING (lead_id) JOIN events ON events.id = event_id
       WHERE lead_id = $1 AND type = 'lead.crm_updated'`,
      [leadId, received!.headers['webhook-id']],
    );
    expect(rows).toEqual([
      {
        crm_lead_id: 'crm-abc-456',
        event_type: 'status_changed',
        payload: CRM_SAMPLE,
        is_told: true,
        has_time: true,
      },
    ]);
  });

  it('are shown on the lead', async () => {
    const leadId = await createLead(test, test.api, 'crm-shown');
    jsonOf(await postCrm(test.platform.url, { crm_lead_id: 'crm-shown', stage: 'won' }, BEARER));
    const { body } = await test.api.get(`/analytics/leads/${leadId}`).expect(200);
    expect(body.crm_activity).toEqual([expect.objectContaining({ event_type: 'updated' })]);
  });
});

describe('the CRM door', () => {
  let test: TestPlatform;
  let second: AccountUnderTest & { key: string };

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api', CRM_CALLBACK_SECRET: SECRET });
    const made = await createSecondAccount(test);
    second = { ...made, key: await createKey(test, made.accountId, { scopes: ['keys:manage'] }) };
  });

  afterAll(() => test.close());

  const post = (body: string | object, headers: Record<string, string> = BEARER) =>
    postCrm(test.platform.url, body, headers);
  const activities = (crmLeadId: string) =>
    test.database.query<Record<string, unknown>>(
      'SELECT account_id, lead_id, event_type, payload FROM crm_activities WHERE crm_lead_id = $1 ORDER BY id',
      [crmLeadId],
    );

  describe('asks for the secret', () => {
    it.each([
      ['as a bearer token', BEARER],
      ['whatever the case of the scheme', { authorization: `bearer ${SECRET}` }],
      ['as X-API-Key', { 'x-api-key': SECRET }],
      [
        'as X-API-Key beside another kind of authorization',
        { authorization: 'Basic eDp5', 'x-api-key': SECRET },
      ],
      ['as X-API-Key beside a wrong token', { authorization: 'Bearer wrong', 'x-api-key': SECRET }],
    ])('%s', async (_case, headers) => {
      expect(jsonOf(await post({ crm_lead_id: 'crm-nobody' }, headers))).toEqual(UNMATCHED);
    });

    it.each<[string, Record<string, string>]>([
      ['none', {}],
      ['an empty one', { 'x-api-key': '' }],
      ['a wrong one', { authorization: 'Bearer wrong' }],
      ['a shorter one', { authorization: `Bearer ${SECRET.slice(0, -1)}` }],
      ['a longer one', { 'x-api-key': `${SECRET}r` }],
      ['one in other case', { 'x-api-key': SECRET.toUpperCase() }],
      ['one without its scheme', { authorization: SECRET }],
      ['one of another scheme', { authorization: `Basic ${SECRET}` }],
    ])('and refuses %s before it looks at the body, with nothing stored', async (_case, headers) => {
      await createLead(test, test.api, 'crm-refused');
      const before = await rowCounts(test.database);
      for (const body of [{ crm_lead_id: 'crm-refused' }, {}, []]) {
        expectProblem(await post(body, headers), { code: 'UNAUTHENTICATED' });
      }
      expect(await rowCounts(test.database)).toEqual(before);
    });

    it('and takes no API key for it', async () => {
      expectProblem(await post({ crm_lead_id: 'x' }, { authorization: `Bearer ${test.key}` }), {
        code: 'UNAUTHENTICATED',
      });
    });

    it('and knows by it whose lead is meant', async () => {
      const theirSecret = 'the-secret-of-the-second';
      jsonOf(await put(test.api, second.key, '/v1/lead-sources/crm', { secret: theirSecret }));
      const [mine, theirs] = [
        await createLead(test, test.api, 'crm-both'),
        await createLead(test, second.api, 'crm-both'),
      ];
      await createLead(test, test.api, 'crm-mine');
      const asSecond = { 'x-api-key': theirSecret };
      expect(jsonOf(await post({ crm_lead_id: 'crm-both' }))).toMatchObject({ lead_id: mine });
      expect(jsonOf(await post({ crm_lead_id: 'crm-both' }, asSecond))).toMatchObject({ lead_id: theirs });
      expect(jsonOf(await post({ crm_lead_id: 'crm-mine' }, asSecond))).toEqual(UNMATCHED);
      const [first, other] = await activities('crm-both');
      expect(first).toMatchObject({ lead_id: mine });
      expect(other).toMatchObject({ lead_id: theirs, account_id: second.accountId });
      const [event] = await test.database.query<{ account_id: string }>(
        `SELECT account_id FROM events WHERE type = 'lead.crm_updated' ORDER BY id DESC LIMIT 1`,
      );
      expect(event!.account_id).toBe(second.accountId);

      jsonOf(await put(test.api, second.key, '/v1/lead-sources/crm', { secret: null }));
      expectProblem(await post({ crm_lead_id: 'crm-both' }, asSecond), { code: 'UNAUTHENTICATED' });
    });

    it('of an account beside the one of the environment', async () => {
      const own = 'the-first-accounts-own-one';
      const leadId = await createLead(test, test.api, 'crm-own');
      jsonOf(await put(test.api, test.key, '/v1/lead-sources/crm', { secret: own }));
      for (const secret of [own, SECRET]) {
        const answer = jsonOf(await post({ crm_lead_id: 'crm-own' }, { 'x-api-key': secret }));
        expect(answer).toMatchObject({ lead_id: leadId });
      }
    });
  });

  describe('finds the lead', () => {
    it('in leads first, and of several there the newest', async () => {
      const other = await createLead(test, test.api);
      await follow(test.api, other, 'crm-order', '2030-01-01T00:00:00Z');
      await createLead(test, test.api, 'crm-order');
      const newest = await createLead(test, test.api, 'crm-order');
      expect(jsonOf(await post({ crm_lead_id: 'crm-order' }))).toMatchObject({ lead_id: newest });
    });

    it('else by the submission that was sent last, whichever was stored last', async () => {
      const [early, late] = [await createLead(test, test.api), await createLead(test, test.api)];
      await follow(test.api, late, 'crm-follow-up', '2026-03-05T10:00:00Z');
      await follow(test.api, early, 'crm-follow-up', '2026-03-04T10:00:00Z');
      expect(jsonOf(await post({ crm_lead_id: 'crm-follow-up' }))).toMatchObject({ lead_id: late });
    });

    it('by the id exactly', async () => {
      await createLead(test, test.api, 'crm-Exact');
      for (const id of ['crm-exact', 'crm-Exact ', 'crm-Exac', 'crm-%']) {
        expect(jsonOf(await post({ crm_lead_id: id }))).toEqual(UNMATCHED);
      }
    });

    it('or says that there is none, and stores nothing', async () => {
      const before = await rowCounts(test.database);
      expect(jsonOf(await post({ crm_lead_id: 'crm-unknown', status: 'qualified' }))).toEqual(UNMATCHED);
      expect(await rowCounts(test.database)).toEqual(before);
    });
  });

  it.each([
    ['left out', {}],
    ['null', { event_type: null }],
    ['empty', { event_type: '' }],
  ])('takes an event_type that is %s for updated', async (name, fields) => {
    const id = `crm-type-${name}`;
    await createLead(test, test.api, id);
    jsonOf(await post({ crm_lead_id: id, ...fields }));
    expect(await activities(id)).toMatchObject([{ event_type: 'updated' }]);
  });

  it('stores the body as it came, spaces, escapes and unknown fields included', async () => {
    await createLead(test, test.api, 'crm-Zoë');
    const body =
      '{ "crm_lead_id" : "crm-Zo\\u00eb",\r\n "z":1.50, "a":{"__proto__":null,"nul":"\\u0000"}, "😀":[] }\n';
    jsonOf(await post(body));
    expect(await activities('crm-Zoë')).toMatchObject([{ payload: body }]);
  });

  it('publishes numbers that a double cannot hold as texts, and stores them as they came', async () => {
    const leadId = await createLead(test, test.api, 'crm-digits');
    const body = '{"crm_lead_id":"crm-digits","owner":12345678901234567890,"score":[27.950575000000001,1.5]}';
    expect(jsonOf(await post(body))).toMatchObject({ stored: true, lead_id: leadId });
    expect(await activities('crm-digits')).toMatchObject([{ payload: body }]);
    const [event] = await test.database.query<{ body: string }>(
      `SELECT body FROM events JOIN lead_events ON event_id = events.id
       WHERE type = 'lead.crm_updated' AND lead_id = $1`,
      [leadId],
    );
    expect(JSON.parse(event!.body).data.payload).toEqual({
      crm_lead_id: 'crm-digits',
      owner: '12345678901234567890',
      score: ['27.950575000000001', 1.5],
    });
  });

  it('refuses a key that occurs twice, and stores nothing', async () => {
    await createLead(test, test.api, 'crm-twice');
    const answer = await post('{"crm_lead_id":"crm-twice","a":1,"a":9007199254740993}');
    expectProblem(answer, { code: 'LOSSY_JSON', pointers: ['/a'] });
    expect(await activities('crm-twice')).toEqual([]);
  });

  it('stores every one of many that come at once', async () => {
    const leadId = await createLead(test, test.api, 'crm-many');
    const answers = await Promise.all(
      Array.from({ length: 30 }, async (_, n) => jsonOf(await post({ crm_lead_id: 'crm-many', n }))),
    );
    expect(answers.every((answer) => answer['lead_id'] === leadId)).toBe(true);
    expect(await activities('crm-many')).toHaveLength(30);
  });

  it.each<[string, string | object, string[]]>([
    ['no crm_lead_id', { event_type: 'created' }, ['/crm_lead_id']],
    ['an empty one', { crm_lead_id: '' }, ['/crm_lead_id']],
    ['a blank one', { crm_lead_id: ' \t' }, ['/crm_lead_id']],
    ['null', { crm_lead_id: null }, ['/crm_lead_id']],
    ['a number', { crm_lead_id: 4711 }, ['/crm_lead_id']],
    ['256 characters', { crm_lead_id: 'x'.repeat(256) }, ['/crm_lead_id']],
    ['NUL', { crm_lead_id: 'a\u0000b' }, ['/crm_lead_id']],
    ['an event_type that is a number', { crm_lead_id: 'x', event_type: 7 }, ['/event_type']],
    ['an event_type of 256 characters', { crm_lead_id: 'x', event_type: 'x'.repeat(256) }, ['/event_type']],
    ['a list', '[]', ['']],
    ['nothing', '', ['/crm_lead_id']],
  ])('refuses %s, with nothing stored', async (_case, body, pointers) => {
    const before = await rowCounts(test.database);
    expectProblem(await post(body), { code: 'VALIDATION_FAILED', pointers });
    expect(await rowCounts(test.database)).toEqual(before);
  });

  it('takes a crm_lead_id and an event_type of 255 characters', async () => {
    const fields = { crm_lead_id: 'i'.repeat(255), event_type: 'e'.repeat(255) };
    await createLead(test, test.api, fields.crm_lead_id);
    expect(jsonOf(await post(fields))).toMatchObject({ stored: true });
  });

  it('refuses JSON that is none', async () => {
    expectProblem(await post('{"crm_lead_id":'), { code: 'MALFORMED_JSON' });
    expectProblem(await post('crm_lead_id=x', { ...BEARER, 'content-type': 'text/plain' }), {
      code: 'UNSUPPORTED_CONTENT_TYPE',
    });
  });
});

describe('the CRM door without any secret', () => {
  let test: TestPlatform;

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api' });
  });

  afterAll(() => test.close());

  it('is unavailable and says what to set, until an account sets its own', async () => {
    const unavailable = await postCrm(test.platform.url, CRM_SAMPLE, BEARER);
    expectProblem(unavailable, { code: 'UNAVAILABLE' });
    expect(unavailable.headers['retry-after']).toBeUndefined();
    for (const what of ['CRM_WEBHOOK_SECRET', 'CRM_CALLBACK_SECRET', 'PUT /v1/lead-sources/crm']) {
      expect(unavailable.text).toContain(what);
    }
    expectProblem(await postCrm(test.platform.url, CRM_SAMPLE), { code: 'UNAVAILABLE' });

    jsonOf(await put(test.api, test.key, '/v1/lead-sources/crm', { secret: 'the-accounts-own-secret' }));
    expectProblem(await postCrm(test.platform.url, CRM_SAMPLE, BEARER), { code: 'UNAUTHENTICATED' });
    const own = { authorization: 'Bearer the-accounts-own-secret' };
    expect(jsonOf(await postCrm(test.platform.url, CRM_SAMPLE, own))).toEqual(UNMATCHED);
  });

  it('prefers CRM_WEBHOOK_SECRET to CRM_CALLBACK_SECRET', async () => {
    await test.stop();
    await test.restart({
      CRM_WEBHOOK_SECRET: 'webhook-secret-1234',
      CRM_CALLBACK_SECRET: 'callback-secret-123',
    });
    const as = (secret: string) => postCrm(test.platform.url, CRM_SAMPLE, { 'x-api-key': secret });
    expect(jsonOf(await as('webhook-secret-1234'))).toEqual(UNMATCHED);
    expectProblem(await as('callback-secret-123'), { code: 'UNAUTHENTICATED' });
  });
});
