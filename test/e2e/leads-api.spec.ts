import { expectProblem } from '../support/problem';
import { Receiver } from '../support/receiver';
import { createSecondAccount } from '../support/second-account';
import { type Api, startTestPlatform, type TestPlatform } from '../support/test-platform';

/** The body of the document's own sample request. */
const SAMPLE = {
  source: 'my-webform',
  first_name: 'Jane',
  phone: '5551234567',
  state: 'TX',
  consent: {
    consent_timestamp: '2026-07-05T12:00:00Z',
    consent_text_version: 'webform-v2',
    source_url: 'https://example.com/quote',
  },
};

let lastPhone = 2_145_550_000;
const newPhone = () => String(++lastPhone);

describe('POST /v1/leads', () => {
  let test: TestPlatform;
  let api: Api;

  beforeAll(async () => {
    test = await startTestPlatform();
    const asked = { name: 'Web form', scopes: ['leads:write', 'leads:read'], rate_limit_per_minute: 10_000 };
    const { body } = await test.api.post('/v1/api-keys', asked).expect(201);
    api = test.api.as(body.key);
  });

  afterAll(() => test.close());

  const countLeads = async () =>
    Number((await test.database.query<{ count: string }>('SELECT count(*) FROM leads'))[0]!.count);

  it('takes the sample request of its document', async () => {
    const { body } = await api.post('/v1/leads', SAMPLE).expect(201);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^lead_/),
      status: 'accepted',
      phone: '+15551234567',
      eligible: true,
      ineligible_reason: null,
      first_name: 'Jane',
      state: 'TX',
      source: 'my-webform',
      consent: SAMPLE.consent,
    });
  });

  it('needs nothing but a phone number', async () => {
    const { body } = await api.post('/v1/leads', { phone: newPhone() }).expect(201);
    expect(body).toMatchObject({ status: 'accepted', eligible: false, ineligible_reason: 'no_consent' });
  });

  it('knows a phone number again however it is written, for 30 days', async () => {
    const phone = newPhone();
    const { body: first } = await api.post('/v1/leads', { ...SAMPLE, phone }).expect(201);
    const before = await countLeads();
    const again = `+1 (${phone.slice(0, 3)}) ${phone.slice(3, 6)}-${phone.slice(6)}`;
    const { body: second } = await api.post('/v1/leads', { phone: again, first_name: 'Joan' }).expect(200);
    expect(second).toMatchObject({ id: first.id, status: 'duplicate', first_name: 'Jane' });
    expect(await countLeads()).toBe(before);

    await age(phone, '29 days 23 hours');
    await api.post('/v1/leads', { ...SAMPLE, phone }).expect(200);
    await age(phone, '30 days 1 minute');
    const { body: later } = await api.post('/v1/leads', { ...SAMPLE, phone }).expect(201);
    expect(later.id).not.toBe(first.id);
  });

  const age = (phone: string, by: string) =>
    test.database.query(`UPDATE lead_claims SET claimed_at = now() - $2::interval WHERE value = $1`, [
      `+1${phone}`,
      by,
    ]);

  it('stores one lead of 50 that arrive at once, and publishes its event once', async () => {
    const phone = newPhone();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => api.post('/v1/leads', { ...SAMPLE, phone })),
    );
    const countOf = (code: number) => answers.filter(({ status }) => status === code).length;
    expect([countOf(201), countOf(200)]).toEqual([1, 49]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const events = await test.database.query(
      `SELECT 1 FROM events WHERE type = 'lead.submitted' AND body::json->'data'->>'phone' = $1`,
      [`+1${phone}`],
    );
    expect(events).toHaveLength(1);
  });

  it('knows a lead by the id of the sender, and by its phone when that id is new', async () => {
    const phone = newPhone();
    const { body: first } = await api
      .post('/v1/leads', { ...SAMPLE, phone, source_lead_id: 'form-1' })
      .expect(201);
    const other = { ...SAMPLE, phone: newPhone(), source_lead_id: 'form-1' };
    expect((await api.post('/v1/leads', other).expect(200)).body.id).toBe(first.id);
    const samePhone = { ...SAMPLE, phone, source_lead_id: 'form-2' };
    expect((await api.post('/v1/leads', samePhone).expect(200)).body.id).toBe(first.id);
    const byNewId = { ...SAMPLE, phone: newPhone(), source_lead_id: 'form-2' };
    expect((await api.post('/v1/leads', byNewId).expect(200)).body.id).toBe(first.id);
    const elsewhere = { ...byNewId, source: 'another-form' };
    await api.post('/v1/leads', elsewhere).expect(201);
  });

  it('keeps leads that arrive together apart, also when they claim each other', async () => {
    const [known, a, b] = [newPhone(), newPhone(), newPhone()];
    await api.post('/v1/leads', { ...SAMPLE, phone: known }).expect(201);
    const posts = [
      { phone: known, source_lead_id: 'x-1' },
      { phone: a, source_lead_id: 'x-1' },
      { phone: a, source_lead_id: 'x-2' },
      { phone: b, source_lead_id: 'x-2' },
    ];
    const answers = await Promise.all(posts.map((post) => api.post('/v1/leads', { ...SAMPLE, ...post })));
    expect(answers.every(({ status }) => status < 300)).toBe(true);
    const ids = answers.map(({ body }) => body.id);
    // Whoever comes first with `x-1` decides whether it is the known lead or a new one; the other follows.
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).toBe(ids[3]);
    const stored = await test.database.query<{ id: string }>('SELECT id FROM leads WHERE id = ANY($1)', [
      ids,
    ]);
    expect(new Set(stored.map(({ id }) => id))).toEqual(new Set(ids));
  });

  it('tells every bad field, and stores nothing', async () => {
    const before = await countLeads();
    const bad = {
      phone: '123',
      email: 7,
      first_name: '',
      consent: { consent_timestamp: 'yesterday', source_url: 'example.com' },
      custom_fields: [],
      surprise: true,
    };
    const answer = await api.post('/v1/leads', bad);
    const pointers = [
      '/consent/consent_text_version',
      '/consent/consent_timestamp',
      '/consent/source_url',
      '/custom_fields',
      '/email',
      '/first_name',
      '/phone',
      '/surprise',
    ];
    expectProblem(answer, { code: 'VALIDATION_FAILED', pointers });
    expectProblem(await api.post('/v1/leads', {}), { code: 'VALIDATION_FAILED', pointers: ['/phone'] });
    expect(await countLeads()).toBe(before);
  });

  it.each([
    ['consent_timestamp', '1999-12-31T23:59:59Z'],
    ['consent_timestamp', '9999-12-31T23:59:59Z'],
    ['consent_text_version', ' \t'],
    ['source_url', 'https://x'],
    ['source_url', 'https://?quote'],
  ])('takes no evidence of consent whose %s is %j', async (name, value) => {
    const lead = { ...SAMPLE, phone: newPhone(), consent: { ...SAMPLE.consent, [name]: value } };
    const pointers = [`/consent/${name}`];
    expectProblem(await api.post('/v1/leads', lead), { code: 'VALIDATION_FAILED', pointers });
  });

  it('takes 8 KiB of attribution in UTF-8, and no more', async () => {
    const most = { a: 'ä'.repeat(1024), b: 'x'.repeat(2048), c: 'x'.repeat(2048), d: '' };
    const left = 8192 - Buffer.byteLength(JSON.stringify(most));
    const send = (d: string) =>
      api.post('/v1/leads', { ...SAMPLE, phone: newPhone(), attribution: { ...most, d } });
    await send('x'.repeat(left)).expect(201);
    const answer = await send('x'.repeat(left + 1));
    expectProblem(answer, { code: 'VALIDATION_FAILED', pointers: ['/attribution'] });
  });

  it('repeats the answer to an Idempotency-Key, status and all', async () => {
    const body = { ...SAMPLE, phone: newPhone() };
    const send = (key: string) => api.post('/v1/leads', body).set('Idempotency-Key', key);
    const first = await send('lead-1').expect(201);
    const again = await send('lead-1').expect(201);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    await send('lead-2').expect(200);
    expect((await send('lead-2').expect(200)).body.status).toBe('duplicate');
  });

  it('lets in nobody without the scope, and keeps accounts apart', async () => {
    const { body: reader } = await test.api
      .post('/v1/api-keys', { name: 'Reader', scopes: ['leads:read'] })
      .expect(201);
    expectProblem(await test.api.as(reader.key).post('/v1/leads', SAMPLE), { code: 'FORBIDDEN' });
    const { api: other } = await createSecondAccount(test);
    const phone = newPhone();
    const { body: theirs } = await other.post('/v1/leads', { ...SAMPLE, phone }).expect(201);
    const { body: ours } = await api.post('/v1/leads', { ...SAMPLE, phone }).expect(201);
    expect(ours.id).not.toBe(theirs.id);
  });

  it('delivers lead.submitted in the words of the lead', async () => {
    const receiver = await Receiver.start();
    await test.api.post('/v1/webhooks', { url: receiver.url, events: ['lead.submitted'] }).expect(201);
    const asked = {
      ...SAMPLE,
      phone: newPhone(),
      attribution: { utm_source: 'search' },
      email: 'Jane@Example.com',
    };
    const { body: lead } = await api.post('/v1/leads', asked).expect(201);
    const [received] = await receiver.waitForCount(1);
    const { type, data } = JSON.parse(received!.body);
    expect(type).toBe('lead.submitted');
    expect(data).toMatchObject({
      lead_id: lead.id,
      phone: `+1${asked.phone}`,
      email: 'jane@example.com',
      attribution: { utm_source: 'search' },
      consent: SAMPLE.consent,
      eligible: true,
    });
    await receiver.stop();
  });
});
