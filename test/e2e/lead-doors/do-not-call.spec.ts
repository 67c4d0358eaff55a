import { aLead, aPhone } from '../../support/lead-requests';
import { type Answer, Receiver } from '../../support/receiver';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { jsonOf, postLead, put } from './doors';

const STREAMSYNQ = '/v1/lead-sources/streamsynq';

describe('the do-not-call registry at the lead doors', () => {
  let registry: Receiver;
  let test: TestPlatform;

  beforeAll(async () => {
    registry = await Receiver.start();
    // The registry answers when a test lets it, so a busy machine may take its time.
    test = await startTestPlatform({ ROLE: 'api', DNC_URL: registry.url, DNC_TIMEOUT: '10s' });
  });

  beforeEach(() => registry.answerWith(says(false)));

  afterAll(async () => {
    await test.close();
    await registry.stop();
  });

  const post = (lead: object, key?: string) => {
    const call = test.api.post('/v1/leads', lead);
    return key === undefined ? call : call.set('Idempotency-Key', key);
  };

  /** Who was asked for while `work` ran. */
  const askedDuring = async (work: () => Promise<unknown>): Promise<unknown[]> => {
    const from = registry.received.length;
    await work();
    return registry.received.slice(from).map(({ body }) => JSON.parse(body) as unknown);
  };

  it.each([undefined, 'listed-1'])('holds back who is listed (Idempotency-Key: %s)', async (key) => {
    registry.answerWith(says(true));
    const { body } = await post(aLead(), key).expect(201);
    expect(body).toMatchObject({ eligible: false, ineligible_reason: 'do_not_call' });
  });

  it('is waited for with no transaction open, also with an Idempotency-Key', async () => {
    let answer: () => void = () => undefined;
    registry.answerWith((response) => {
      answer = () => response.end('{"listed":false}');
    });
    const from = registry.received.length;
    const answered = post(aLead(), 'waits-1').then((response) => response);
    await registry.waitForCount(from + 1);
    const open = await test.database.query(
      `SELECT query FROM pg_stat_activity
       WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
    );
    answer();
    expect((await answered).body).toMatchObject({ status: 'accepted', eligible: true });
    expect(open).toEqual([]);
  });

  it('is asked once for one Idempotency-Key, whose answer stays the same', async () => {
    const lead = aLead();
    const asked = await askedDuring(async () => {
      const { body: first } = await post(lead, 'once-1').expect(201);
      registry.answerWith(says(true));
      const { body: again, headers } = await post(lead, 'once-1').expect(201);
      expect(again).toEqual(first);
      expect(headers['idempotency-replayed']).toBe('true');
    });
    expect(asked).toHaveLength(1);
  });

  it('is not asked for a body that is refused', async () => {
    const asked = await askedDuring(() => post(aLead({ surprise: true }), 'refused-1').expect(400));
    expect(asked).toEqual([]);
  });

  it('is not asked about a lead without the consent it needs', async () => {
    const asked = await askedDuring(async () => {
      const { body } = await post(aLead({ consent: undefined })).expect(201);
      expect(body.ineligible_reason).toBe('no_consent');
    });
    expect(asked).toEqual([]);
  });

  it('is not asked about a lead that is known, by its phone or by its own id', async () => {
    const [phone, other] = [aPhone(), aPhone()];
    const asked = await askedDuring(async () => {
      await post(aLead({ phone, source_lead_id: 'known-1' })).expect(201);
      await post(aLead({ phone })).expect(200);
      await post(aLead({ phone: other, source_lead_id: 'known-1' })).expect(200);
    });
    expect(asked).toEqual([{ phone }]);
  });

  it('is asked again about a number that was accepted too long ago to count', async () => {
    const phone = aPhone();
    await post(aLead({ phone })).expect(201);
    await test.database.query(
      `UPDATE lead_claims SET claimed_at = now() - interval '31 days' WHERE value = $1`,
      [phone],
    );
    expect(await askedDuring(() => post(aLead({ phone })).expect(201))).toEqual([{ phone }]);
  });

  it('is not asked about a suppressed number', async () => {
    const phone = aPhone();
    await test.database.query(
      `INSERT INTO suppressions (id, account_id, phone, created_at) SELECT 'sup_1', id, $1, now() FROM accounts`,
      [phone],
    );
    const asked = await askedDuring(async () => {
      const { body } = await post(aLead({ phone })).expect(201);
      expect(body.ineligible_reason).toBe('suppressed');
    });
    expect(asked).toEqual([]);
  });

  it('is not asked where there is no number, and where Streamsynq needs consent that is missing', async () => {
    const { user_id: userId } = jsonOf(await put(test.api, test.key, STREAMSYNQ, { require_consent: true }));
    const url = test.platform.url;
    const asked = await askedDuring(async () => {
      jsonOf(await postLead(url, userId as string, { source: 'idx' }));
      jsonOf(await postLead(url, userId as string, { source: 'idx', phone: aPhone() }));
    });
    expect(asked).toEqual([]);
    jsonOf(await put(test.api, test.key, STREAMSYNQ, { require_consent: false }));
    const phone = aPhone();
    const told = () => postLead(url, userId as string, { source: 'idx', phone });
    expect(await askedDuring(told)).toEqual([{ phone }]);
  });
});

describe.each([
  ['hold', { eligible: false, ineligible_reason: 'do_not_call_unknown' }],
  ['allow', { eligible: true, ineligible_reason: null }],
])('a do-not-call registry that is away, with DNC_WHEN_AWAY=%s', (policy, expected) => {
  let registry: Receiver;
  let test: TestPlatform;

  beforeAll(async () => {
    registry = await Receiver.start();
    registry.answerWith(503);
    test = await startTestPlatform({ ROLE: 'api', DNC_URL: registry.url, DNC_WHEN_AWAY: policy });
  });

  afterAll(async () => {
    await test.close();
    await registry.stop();
  });

  it.each([undefined, 'away-1'])('decides about new leads (Idempotency-Key: %s)', async (key) => {
    registry.received.length = 0;
    const call = test.api.post('/v1/leads', aLead());
    const { body } = await (key === undefined ? call : call.set('Idempotency-Key', key)).expect(201);
    expect(body).toMatchObject(expected);
    expect(registry.received).not.toEqual([]);
  });

  it('decides whether Streamsynq leads are called', async () => {
    const { body: door } = await test.api.get(STREAMSYNQ).expect(200);
    const lead = { source: 'idx', phone: aPhone() };
    expect(jsonOf(await postLead(test.platform.url, door.user_id as string, lead))).toMatchObject(
      expected.eligible
        ? { orchestrator_action: 'call_initiated' }
        : { orchestrator_action: 'skipped', orchestrator_reason: 'not_eligible' },
    );
  });
});

function says(listed: boolean): Answer {
  return (response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ listed }));
}
