import { describeOnBothBackends } from '../../support/backends';
import { brokenInvariants } from '../../support/invariants';
import { aPhone } from '../../support/lead-requests';
import { expectProblem } from '../../support/problem';
import { callRaw } from '../../support/raw-http';
import { Receiver } from '../../support/receiver';
import { rowCounts } from '../../support/row-counts';
import { createSecondAccount } from '../../support/second-account';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { eventOf, jsonOf, postLead, put, sign, storedLead, STREAMSYNQ_SAMPLE, subscribe } from './doors';

const SETTINGS = '/v1/lead-sources/streamsynq';
const LEAD_ID = expect.stringMatching(/^lead_[0-9a-z]{26}$/) as string;
const UNKNOWN_USER = '7d2f1c9e-0b53-4c68-9f0a-2b8f7d3b6a10';

describeOnBothBackends('a lead in the Streamsynq form', (backend) => {
  let test: TestPlatform;
  let receiver: Receiver;

  beforeAll(async () => {
    test = await startTestPlatform({}, backend);
    receiver = await Receiver.start();
  });

  afterAll(async () => {
    expect(await brokenInvariants(test.database)).toEqual([]);
    await receiver.stop();
    await test.close();
  });

  it("reaches a dialler with the document's own sample request", async () => {
    await subscribe(test, receiver, ['lead.submitted', 'lead.call_requested']);
    const { body: settings } = await test.api.get(SETTINGS).expect(200);
    const answer = await callRaw(test.platform.url, {
      path: `/api/webhooks/lead?user_id=${settings.user_id}`,
      headers: { 'Content-Type': 'application/json', 'X-Streamsynq-Signature': 'ABC123...' },
      body: STREAMSYNQ_SAMPLE,
    });
    expect(jsonOf(answer)).toEqual({
      ok: true,
      lead_id: LEAD_ID,
      orchestrator_action: 'call_initiated',
      orchestrator_reason: null,
    });
    const { lead_id: leadId } = jsonOf(answer);

    const events = (await receiver.waitForCount(2)).map(eventOf);
    expect(events.map(({ type }) => type).toSorted()).toEqual(['lead.call_requested', 'lead.submitted']);
    for (const { data } of events) {
      expect(data).toEqual({
        lead_id: leadId,
        source: 'realtor_com',
        phone: '+18135552001',
        email: 'aiden.park@gmail.com',
        state: 'FL',
        name: 'Aiden Park',
        inquiry: {
          message: 'Saw your listing — wondering about HOA fees',
          property_address: '4521 Bayshore Blvd, Tampa FL 33611',
          buyer_or_seller: 'buyer',
          timeline: '0-30d',
        },
        consent: null,
        custom_fields: {},
        source_lead_id: null,
        crm_lead_id: null,
        eligible: true,
        ineligible_reason: null,
        timestamp: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
      });
    }
    const told = await test.database.query<{ type: string }>(
      `SELECT type FROM lead_events JOIN events ON events.id = event_id
       WHERE lead_id = $1 AND type IN ('lead.submitted', 'lead.call_requested') ORDER BY type`,
      [leadId],
    );
    expect(told.map(({ type }) => type)).toEqual(['lead.call_requested', 'lead.submitted']);
  });
});

describe('the Streamsynq door', () => {
  let test: TestPlatform;
  let userId: string;

  beforeAll(async () => {
    // Without a worker nothing happens behind the door: row counts tell what the door alone did.
    test = await startTestPlatform({ ROLE: 'api' });
    userId = (await test.api.get(SETTINGS).expect(200)).body.user_id as string;
  });

  afterEach(async () => {
    await put(test.api, test.key, SETTINGS, { signing_secret: null, require_consent: false });
  });

  afterAll(() => test.close());

  const post = (body: string | object, headers = {}) => postLead(test.platform.url, userId, body, headers);
  const setSecret = async (secret: string) => {
    jsonOf(await put(test.api, test.key, SETTINGS, { signing_secret: secret }));
  };
  const suppress = (phone: string) =>
    test.database.query(
      `INSERT INTO suppressions (id, account_id, phone, created_at)
       SELECT 'sup_' || $1, id, $1, now() FROM accounts ORDER BY id LIMIT 1`,
      [phone],
    );

  describe('knows the account by user_id', () => {
    it.each([
      ['none', ''],
      ['an empty one', '?user_id='],
      ['no UUID', '?user_id=YOUR-UUID'],
      ['a UUID with more behind it', `?user_id=${UNKNOWN_USER}0`],
      ['one that nobody has', `?user_id=${UNKNOWN_USER}`],
      ['two', `?user_id=${UNKNOWN_USER}&user_id=${UNKNOWN_USER}`],
      ['SQL', `?user_id=${encodeURIComponent("' OR true --")}`],
    ])('and refuses %s', async (_case, query) => {
      const before = await rowCounts(test.database);
      const answer = await callRaw(test.platform.url, {
        path: `/api/webhooks/lead${query}`,
        headers: { 'content-type': 'application/json' },
        body: STREAMSYNQ_SAMPLE,
      });
      expectProblem(answer, { code: 'VALIDATION_FAILED', pointers: ['?user_id'] });
      expect(await rowCounts(test.database)).toEqual(before);
    });

    it('in any case of its letters', async () => {
      const answer = await postLead(test.platform.url, userId.toUpperCase(), {
        source: 'idx',
        phone: aPhone(),
      });
      expect(jsonOf(answer)).toMatchObject({ orchestrator_action: 'call_initiated' });
    });

    it('and keeps accounts apart', async () => {
      const second = await createSecondAccount(test);
      const { body: theirs } = await second.api.get(SETTINGS).expect(200);
      expect(theirs.user_id).not.toBe(userId);
      const lead = { source: 'zillow', phone: aPhone(), source_lead_id: 'shared-id' };
      const mine = jsonOf(await post(lead));
      const other = jsonOf(await postLead(test.platform.url, theirs.user_id as string, lead));
      expect([mine, other]).toEqual([
        expect.objectContaining({ orchestrator_action: 'call_initiated' }),
        expect.objectContaining({ orchestrator_action: 'call_initiated' }),
      ]);
      expect((await storedLead(test, mine['lead_id']))['account_id']).not.toBe(second.accountId);
      expect((await storedLead(test, other['lead_id']))['account_id']).toBe(second.accountId);
    });
  });

  describe('asks for a signature exactly when there is a signing secret', () => {
    const secret = 'a-signing-secret-of-the-account';
    const bodyOf = (phone: string) => `{"source":"manual","phone":"${phone}"}`;

    it.each([
      ['plain', (phone: string) => bodyOf(phone)],
      ['oddly spaced', (phone: string) => `\r\n\t { "phone" :\t"${phone}" ,\n\n"source":"manual"}  \n`],
      ['full of escapes', (phone: string) => `{"s\\u006furce":"manual","phone":"\\u002b${phone.slice(1)}"}`],
      [
        'beyond ASCII',
        (phone: string) => `{"source":"manual","phone":"${phone}","name":"Zoë 東京 🏡 \u2028"}`,
      ],
      [
        'with numbers in odd forms',
        (phone: string) => `{"source":"manual","phone":"${phone}","property_price":1.50e5}`,
      ],
    ])('over the raw bytes of a body that is %s', async (_case, make) => {
      await setSecret(secret);
      const body = make(aPhone());
      expectProblem(await post(body), { code: 'UNAUTHENTICATED' });
      expect(jsonOf(await post(body, sign(secret, body)))).toMatchObject({
        orchestrator_action: 'call_initiated',
      });
    });

    it('in upper-case hexadecimal as well', async () => {
      await setSecret(secret);
      const body = bodyOf(aPhone());
      const signature = sign(secret, body)['x-streamsynq-signature']!.toUpperCase();
      expect(jsonOf(await post(body, { 'X-Streamsynq-Signature': signature }))).toMatchObject({ ok: true });
    });

    it('and refuses every other one, before it looks at the fields, with nothing stored', async () => {
      await setSecret(secret);
      const body = bodyOf(aPhone());
      const right = sign(secret, body)['x-streamsynq-signature']!;
      const wrong: Record<string, string | string[]>[] = [
        {},
        { 'x-streamsynq-signature': '' },
        { 'x-streamsynq-signature': 'ABC123...' },
        { 'x-streamsynq-signature': right.slice(0, -1) },
        { 'x-streamsynq-signature': right.slice(0, -2) },
        { 'x-streamsynq-signature': `${right}00` },
        { 'x-streamsynq-signature': `sha256=${right}` },
        { 'x-streamsynq-signature': [right, right] },
        { 'x-streamsynq-signature': Buffer.from(right, 'hex').toString('base64') },
        { 'x-streamsynq-signature': '0'.repeat(64) },
        { 'x-streamsynq-signature': (right.startsWith('0') ? '1' : '0') + right.slice(1) },
        sign(`${secret} `, body),
        sign('', body),
        sign(secret, `${body}\n`),
        sign(secret, JSON.stringify({ phone: aPhone(), source: 'manual' })),
      ];
      const before = await rowCounts(test.database);
      for (const headers of wrong) {
        expectProblem(await post(body, headers), { code: 'UNAUTHENTICATED' });
        expectProblem(await post('{"source":7}', headers), { code: 'UNAUTHENTICATED' });
      }
      expect(await rowCounts(test.database)).toEqual(before);
    });

    it('and says what is wrong with the fields only to who has signed', async () => {
      await setSecret(secret);
      const body = '{"source":7}';
      expectProblem(await post(body, sign(secret, body)), {
        code: 'VALIDATION_FAILED',
        pointers: ['/source'],
      });
    });
  });

  describe('takes each field within its limits', () => {
    it.each<[string, unknown]>([
      ...['realtor_com', 'zillow', 'facebook', 'google_ads', 'idx', 'manual', 'other'].map(
        (source): [string, unknown] => ['source', source],
      ),
      ['source_lead_id', 'x'.repeat(255)],
      ['name', 'n'.repeat(255)],
      ['name', ''],
      ['email', "first.o'last+tag@sub.example.co.uk"],
      ['phone', '+442079460018'],
      ['property_address', 'a'.repeat(500)],
      ['property_mls_number', 'm'.repeat(100)],
      ['property_price', 0],
      ['property_price', 1_250_000.5],
      ['inquiry_message', 'q'.repeat(5000)],
      ...['buyer', 'seller', 'unknown'].map((side): [string, unknown] => ['buyer_or_seller', side]),
      ['timeline', 't'.repeat(100)],
      ['metadata', {}],
      ['metadata', Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`key${n}`, n]))],
    ])('%s %#', async (field, value) => {
      const answer = await post({ source: 'other', phone: aPhone(), [field]: value });
      expect(jsonOf(answer)).toMatchObject({ ok: true, lead_id: LEAD_ID });
    });

    it.each<[string, unknown]>([
      ['source', undefined],
      ...['Zillow', '', 'homes_com', null, 7, ['zillow']].map((source): [string, unknown] => [
        'source',
        source,
      ]),
      ...[
        'source_lead_id',
        'name',
        'email',
        'phone',
        'property_address',
        'property_mls_number',
        'property_price',
      ]
        .concat(['inquiry_message', 'buyer_or_seller', 'timeline', 'metadata'])
        .flatMap((field): [string, unknown][] => [
          [field, null],
          [field, []],
          [field, true],
        ]),
      ['source_lead_id', 'x'.repeat(256)],
      ['name', 'n'.repeat(256)],
      ['name', 'a\u0000b'],
      ['email', ''],
      ['email', 'aiden.park'],
      ['email', 'aiden@park@gmail.com'],
      ['email', 'a b@gmail.com'],
      ['phone', ''],
      ['phone', '8135552001'],
      ['phone', '+1 813 555 2001'],
      ['phone', '(813) 555-2001'],
      ['phone', '+1813555200'],
      ['phone', '+0135552001'],
      ['phone', '+18135552001x'],
      ['phone', 18_135_552_001],
      ['property_address', 'a'.repeat(501)],
      ['property_mls_number', 'm'.repeat(101)],
      ['property_price', '725000'],
      ['inquiry_message', 'q'.repeat(5001)],
      ['buyer_or_seller', 'both'],
      ['buyer_or_seller', ''],
      ['timeline', 't'.repeat(101)],
      ['metadata', 'text'],
      ['metadata', Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`key${n}`, n]))],
    ])('and refuses %s %# outside them, with nothing stored', async (field, value) => {
      const before = await rowCounts(test.database);
      const answer = await post({ source: 'other', phone: aPhone(), [field]: value });
      expectProblem(answer, { code: 'VALIDATION_FAILED', pointers: [`/${field}`] });
      expect(await rowCounts(test.database)).toEqual(before);
    });

    it('and names all bad fields at once', async () => {
      const answer = await post({ source: 'x', email: 'y', phone: 'z', property_price: 'w' });
      const pointers = ['/source', '/email', '/phone', '/property_price'];
      expectProblem(answer, { code: 'VALIDATION_FAILED', pointers });
    });

    it.each([
      ['malformed JSON', '{"source":', {}, 'MALFORMED_JSON'],
      ['a list', '[]', {}, 'VALIDATION_FAILED'],
      ['null', 'null', {}, 'VALIDATION_FAILED'],
      ['nothing', '', {}, 'VALIDATION_FAILED'],
      [
        'a form',
        'source=zillow',
        { 'content-type': 'application/x-www-form-urlencoded' },
        'UNSUPPORTED_CONTENT_TYPE',
      ],
      ['a price nobody can pay', '{"source":"idx","property_price":1e400}', {}, 'VALIDATION_FAILED'],
      ['a key twice', '{"source":"idx","source":"other"}', {}, 'LOSSY_JSON'],
    ] as const)('and refuses %s, with nothing stored', async (_case, body, headers, code) => {
      const before = await rowCounts(test.database);
      expectProblem(await post(body, headers), { code });
      expect(await rowCounts(test.database)).toEqual(before);
    });
  });

  it('keeps numbers that a double cannot hold as texts, and reads the signature over what was sent', async () => {
    const secret = 'signs-every-digit-of-it';
    await setSecret(secret);
    const body =
      `{"source":"other","phone":"${aPhone()}","ad_id":12345678901234567890,"price":1.5,` +
      `"metadata":{"latitude":27.950575000000001}}`;
    const { lead_id: leadId } = jsonOf(await post(body, sign(secret, body)));
    jsonOf(await put(test.api, test.key, SETTINGS, { signing_secret: null }));
    const { custom_fields: kept } = await storedLead(test, leadId);
    expect(kept).toEqual({ ad_id: '12345678901234567890', price: 1.5, latitude: '27.950575000000001' });
  });

  it('loses nothing: metadata and fields it does not know become custom fields', async () => {
    const body =
      `{"source":"other","phone":"${aPhone()}","campaign":"body","utm":{"a":[1,null]},"__proto__":{"x":1},` +
      `"constructor":"c","metadata":{"campaign":"metadata","body_campaign":"too","flag":false,"none":null,"2":1}}`;
    const { lead_id: leadId } = jsonOf(await post(body));
    const [stored] = await test.database.query<{ text: string }>(
      'SELECT custom_fields::text AS text FROM leads WHERE id = $1',
      [leadId],
    );
    const kept = new Map(Object.entries(JSON.parse(stored!.text) as object));
    expect(kept).toEqual(
      new Map<string, unknown>([
        ['campaign', 'metadata'],
        ['body_campaign', 'too'],
        ['body_body_campaign', 'body'],
        ['flag', false],
        ['none', null],
        ['2', 1],
        ['utm', { a: [1, null] }],
        ['__proto__', { x: 1 }],
        ['constructor', 'c'],
      ]),
    );
  });

  it('stores e-mail in lower case, and an empty text as nothing', async () => {
    const { lead_id: leadId } = jsonOf(
      await post({
        source: 'other',
        phone: aPhone(),
        name: ' ',
        email: 'Aiden.Park@GMAIL.com',
        timeline: '',
      }),
    );
    expect(await storedLead(test, leadId)).toMatchObject({ email: 'aiden.park@gmail.com', profile: {} });
  });

  describe('asks for no call', () => {
    it('without a phone number, and stores the lead all the same', async () => {
      const answer = jsonOf(await post({ source: 'facebook', email: 'nobody@example.com' }));
      expect(answer).toEqual({
        ok: true,
        lead_id: LEAD_ID,
        orchestrator_action: 'skipped',
        orchestrator_reason: 'no_phone_number',
      });
      expect(await storedLead(test, answer['lead_id'])).toMatchObject({
        ineligible_reason: 'no_phone_number',
      });
    });

    it('for a suppressed number, and says no more than not_eligible', async () => {
      const phone = aPhone();
      await suppress(phone);
      const answer = jsonOf(await post({ source: 'facebook', phone }));
      expect(answer).toMatchObject({ orchestrator_action: 'skipped', orchestrator_reason: 'not_eligible' });
      expect(await storedLead(test, answer['lead_id'])).toMatchObject({ ineligible_reason: 'suppressed' });
      const types = await test.database.query<{ type: string }>(
        'SELECT type FROM lead_events JOIN events ON events.id = event_id WHERE lead_id = $1',
        [answer['lead_id']],
      );
      expect(types).toEqual([{ type: 'lead.submitted' }]);
    });

    it.each<[string, unknown, boolean]>([
      ['no consent', undefined, false],
      [
        'evidence of consent',
        {
          consent_timestamp: '2026-07-05T12:00:00Z',
          consent_text_version: 'webform-v2',
          source_url: 'https://example.com/quote',
          ip: '192.0.2.7',
        },
        true,
      ],
      [
        'consent without a page',
        { consent_timestamp: '2026-07-05T12:00:00Z', consent_text_version: 'v2' },
        false,
      ],
      [
        'consent at no time',
        { consent_timestamp: 'yesterday', consent_text_version: 'v2', source_url: 'https://example.com/' },
        false,
      ],
      [
        'consent that is still to come',
        {
          consent_timestamp: '9999-07-05T12:00:00Z',
          consent_text_version: 'v2',
          source_url: 'https://example.com/',
        },
        false,
      ],
      [
        'consent to a blank text on no page',
        { consent_timestamp: '2026-07-05T12:00:00Z', consent_text_version: ' ', source_url: 'https://x' },
        false,
      ],
      ['consent that is a word', 'yes', false],
    ])('where consent is required and metadata has %s: %p', async (_case, consent, isCalled) => {
      jsonOf(await put(test.api, test.key, SETTINGS, { require_consent: true }));
      const metadata = { consent };
      const answer = jsonOf(await post({ source: 'google_ads', phone: aPhone(), metadata }));
      expect(answer).toMatchObject({
        orchestrator_action: isCalled ? 'call_initiated' : 'skipped',
        orchestrator_reason: isCalled ? null : 'not_eligible',
      });
      const lead = await storedLead(test, answer['lead_id']);
      expect(lead).toMatchObject({
        ineligible_reason: isCalled ? null : 'no_consent',
        custom_fields: JSON.parse(JSON.stringify(metadata)),
      });
      expect(lead['consent']).toEqual(
        isCalled
          ? {
              consent_timestamp: '2026-07-05T12:00:00Z',
              consent_text_version: 'webform-v2',
              source_url: 'https://example.com/quote',
            }
          : null,
      );
    });
  });

  describe('knows a lead again', () => {
    it('by source_lead_id, also when all posts come at once', async () => {
      const posts = Array.from({ length: 50 }, async () =>
        jsonOf(await post({ source: 'realtor_com', source_lead_id: 'r-4711', phone: aPhone() })),
      );
      const answers = await Promise.all(posts);
      expect(new Set(answers.map((answer) => answer['lead_id'])).size).toBe(1);
      expect(
        answers.map((answer) => answer['orchestrator_reason']).filter((reason) => reason === null),
      ).toHaveLength(1);
      expect(answers.filter((answer) => answer['orchestrator_reason'] === 'duplicate')).toHaveLength(49);
      const rows = await test.database.query(`SELECT id FROM leads WHERE source_lead_id = 'r-4711'`);
      expect(rows).toEqual([{ id: answers[0]!['lead_id'] }]);
      const calls = await test.database.query(
        `SELECT 1 FROM lead_events JOIN events ON events.id = event_id
         WHERE lead_id = $1 AND type = 'lead.call_requested'`,
        [answers[0]!['lead_id']],
      );
      expect(calls).toHaveLength(1);
    });

    it('by its phone number', async () => {
      const phone = aPhone();
      const first = jsonOf(await post({ source: 'realtor_com', source_lead_id: 'p-1', phone }));
      const before = await rowCounts(test.database);
      const again = jsonOf(await post({ source: 'zillow', phone }));
      expect(again).toEqual({
        ok: true,
        lead_id: first['lead_id'],
        orchestrator_action: 'skipped',
        orchestrator_reason: 'duplicate',
      });
      expect(await rowCounts(test.database)).toEqual(before);
    });

    it('but not by an id of another source, nor by an empty one', async () => {
      const ids = [
        { source: 'zillow', source_lead_id: 's-1' },
        { source: 'facebook', source_lead_id: 's-1' },
        { source: 'facebook', source_lead_id: '' },
        { source: 'facebook', source_lead_id: '' },
      ];
      const leads = [];
      for (const id of ids) leads.push(jsonOf(await post({ ...id, phone: aPhone() })));
      expect(new Set(leads.map((lead) => lead['lead_id'])).size).toBe(4);
    });
  });

  it('sets no limit of requests', async () => {
    const { headers } = await post({ source: 'idx', phone: aPhone() });
    expect(Object.keys(headers).filter((name) => name.startsWith('x-ratelimit'))).toEqual([]);
  });

  it('keeps the signature out of reach of another account’s secret', async () => {
    const second = await createSecondAccount(test);
    const { body: theirs } = await second.api
      .post(`${SETTINGS}/rotate`, { signing_secret: 'secret-of-the-second' })
      .expect(200);
    const body = JSON.stringify({ source: 'idx', phone: aPhone() });
    await setSecret('secret-of-the-first-one');
    const url = test.platform.url;
    expectProblem(await post(body, sign('secret-of-the-second', body)), { code: 'UNAUTHENTICATED' });
    expectProblem(
      await postLead(url, theirs.user_id as string, body, sign('secret-of-the-first-one', body)),
      { code: 'UNAUTHENTICATED' },
    );
  });
});
