import { Client } from 'pg';
import { type ErrorCode } from '../../src/core/errors/app-error';
import { expectProblem } from '../support/problem';
import { callRaw, type RawAnswer } from '../support/raw-http';
import { type DocumentedCall, readApiDocument, securedCalls } from '../support/api-document';
import { aLead, aPhone } from '../support/lead-requests';
import { Receiver } from '../support/receiver';
import { rowCounts } from '../support/row-counts';
import { createKey, createSecondAccount } from '../support/second-account';
import { startTestPlatform, type TestPlatform } from '../support/test-platform';
import { waitFor } from '../support/wait-for';

const EVENT = '{"type":"lead.verified","data":{"lead_id":"lead_1"}}';
const LEAD = JSON.stringify(aLead({ phone: '+18135552003' }));
const PING = '{"attributes":{"vertical":"solar"}}';
const ED25519 = { format: 'standard', format_options: { signature: 'ed25519' } };
const MAPPED_WEBHOOK = JSON.stringify({
  ...ED25519,
  url: 'http://127.0.0.1:9/',
  events: ['bid.won'],
  method: 'PUT',
  mapping: '{"price": event.data.price}',
  header_mapping: '{"x-lead": event.data.lead_id}',
  url_mapping: '"/" & event.id',
  filter: { data: { price: { $gte: 90 } } },
});

describe('an idempotency key', () => {
  let test: TestPlatform;
  let receiver: Receiver;
  /** Ids of a lead and of a webhook that are there already. */
  let known: string;
  let webhook: string;

  beforeAll(async () => {
    test = await startTestPlatform();
    receiver = await Receiver.start();
    await test.api.post('/v1/buyers', { id: 'acme', name: 'Acme' }).expect(201);
    known = (await test.api.post('/v1/leads', aLead()).expect(201)).body.id as string;
    webhook = (
      await test.api
        .post('/v1/webhooks', { ...ED25519, url: receiver.url, events: ['bid.won'], mapping: 'event' })
        .expect(201)
    ).body.id as string;
  });

  afterAll(async () => {
    await receiver.stop();
    await test.close();
  });

  function post(key: string, path: string, body: string, as = test.key): Promise<RawAnswer> {
    return callRaw(test.platform.url, {
      path,
      headers: {
        authorization: `Bearer ${as}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body,
    });
  }

  const isReplayed = ({ headers }: RawAnswer) => headers['idempotency-replayed'] === 'true';
  /** Once leads are verified and distributed, which publishes events; without what workers write on their own. */
  async function countsAtRest(): Promise<Record<string, number>> {
    await waitFor('all leads to be where they go', async () => {
      const open = await test.database.query('SELECT 1 FROM leads WHERE step IS NOT NULL');
      return open.length === 0;
    });
    const { attempts: _, delivery_requests: __, ...counts } = await rowCounts(test.database);
    return counts;
  }

  const countOf = async (table: string) => (await countsAtRest())[table]!;
  const countEvents = () => countOf('events');

  it('is taken by every call that makes something', async () => {
    const posts = securedCalls(await readApiDocument(test)).filter(({ method }) => method === 'POST');
    const takes = ({ operation: { parameters = [] } }: DocumentedCall) =>
      parameters.some(({ name }) => name === 'Idempotency-Key');
    expect(posts.filter(takes).length).toBeGreaterThan(15);
    const without = posts.filter((call) => !takes(call)).map(({ path }) => path);
    // A preview makes nothing; a ping is posted once by itself, however often that is called.
    expect(new Set(without)).toEqual(new Set(['/v1/mappings/preview', '/v1/pings/{id}/post']));
  });

  it.each([
    ['/v1/events', 202, EVENT],
    ['/v1/events/batch', 202, `{"events":[${EVENT},${EVENT}]}`],
    ['/v1/webhooks', 201, '{"url":"http://127.0.0.1:9/","events":["bid.won"]}'],
    ['/v1/webhooks', 201, MAPPED_WEBHOOK],
    ['/v1/webhooks/¶/secret/rotate', 200, '{}'],
    ['/v1/webhooks/¶/test', 202, '{}'],
    ['/v1/buyers', 201, '{"name":"Other"}'],
    ['/v1/event-types', 201, '{"name":"order.paid","description":"Paid."}'],
    ['/v1/api-keys', 201, '{"name":"x","scopes":["events:write"]}'],
    ['/v1/replays', 202, '{"created_after":"2020-01-01T00:00:00Z","status":"cancelled"}'],
    ['/v1/leads', 201, LEAD],
    ['/v1/leads/§/submissions', 201, '{"message":"After six."}'],
    ['/v1/suppressions', 201, `{"phone":"${aPhone()}"}`],
    ['/v1/suppressions/import', 200, `{"phones":["${aPhone()}"]}`],
    ['/v1/lead-sources/streamsynq/rotate', 200, '{}'],
    ['/v1/pings', 201, PING],
  ])('brings the first answer again, to the byte: POST %s', async (template, status, body) => {
    const path = template.replace('§', known).replace('¶', webhook);
    const key = `again ${path} ${body.length}`.replaceAll(/\W/g, '-');
    const first = await post(key, path, body);
    expect([first.status, isReplayed(first)]).toEqual([status, false]);
    const counts = await countsAtRest();
    const second = await post(key, path, body);
    expect([second.status, isReplayed(second)]).toEqual([status, true]);
    expect(second.text).toBe(first.text);
    expect(second.headers['content-type']).toBe(first.headers['content-type']);
    expect(second.headers['cache-control']).toBe(first.headers['cache-control']);
    expect(await countsAtRest()).toEqual(counts);
  });

  it.each([
    ['body', '/v1/events', EVENT.replace('lead_1', 'lead_2')],
    ['spelling of the body', '/v1/events', ` ${EVENT}`],
    ['call', '/v1/events/batch', `{"events":[${EVENT}]}`],
  ])('of another %s is refused', async (what, path, body) => {
    const key = `other-${what.replaceAll(' ', '-')}`;
    expect((await post(key, '/v1/events', EVENT)).status).toBe(202);
    const before = await countEvents();
    expectProblem(await post(key, path, body), { code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await countEvents()).toBe(before);
  });

  it.each([
    ['lead', 'leads', JSON.stringify(aLead()), JSON.stringify(aLead())],
    ['suppression', 'suppressions', `{"phone":"${aPhone()}"}`, `{"phone":"${aPhone()}"}`],
    ['ping', 'pings', PING, PING.replace('solar', 'roof')],
  ])('of another %s is refused, and nothing is stored', async (what, table, body, other) => {
    const first = await post(`other-${what}`, `/v1/${table}`, body);
    expect(first.status).toBe(201);
    const before = await countOf(table);
    expectProblem(await post(`other-${what}`, `/v1/${table}`, other), { code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await countOf(table)).toBe(before);
    expect((await post(`other-${what}`, `/v1/${table}`, body)).text).toBe(first.text);
  });

  it('of another lead is refused for its follow-ups', async () => {
    const { body: other } = await test.api.post('/v1/leads', aLead()).expect(201);
    const body = '{"message":"After six."}';
    expect((await post('follow-up', `/v1/leads/${known}/submissions`, body)).status).toBe(201);
    const answer = await post('follow-up', `/v1/leads/${other.id}/submissions`, body);
    expectProblem(answer, { code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('of a ping is counted apart from those of other calls', async () => {
    expect((await post('apart', '/v1/pings', PING)).status).toBe(201);
    const lead = await post('apart', '/v1/leads', JSON.stringify(aLead()));
    expect([lead.status, isReplayed(lead)]).toEqual([201, false]);
  });

  it.each([
    ['/v1/events', 'events', 202, EVENT],
    ['/v1/leads', 'leads', 201, JSON.stringify(aLead())],
    ['/v1/pings', 'pings', 201, PING],
  ])('has one effect when twenty calls come at once: POST %s', async (path, table, status, body) => {
    const before = await countOf(table);
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('at-once-' + table, path, body)));
    expect(await countOf(table)).toBe(before + 1);
    const accepted = answers.filter((answer) => answer.status === status);
    expect(accepted.filter((answer) => !isReplayed(answer))).toHaveLength(1);
    expect(new Set(accepted.map(({ text }) => text)).size).toBe(1);
    for (const answer of answers.filter((one) => one.status !== status)) {
      expectProblem(answer, { code: 'IDEMPOTENCY_IN_PROGRESS' });
      expect(answer.headers['retry-after']).toBe('1');
    }
  });

  it('is 409 while the first call is still running, in whatever process', async () => {
    const blocker = new Client({ connectionString: test.database.url });
    await blocker.connect();
    await blocker.query('BEGIN');
    await blocker.query('LOCK TABLE buyers IN ACCESS EXCLUSIVE MODE');
    const first = post('running', '/v1/buyers', '{"name":"Slow"}');
    await waitFor('the first call to wait for the table', async () => {
      const waiting = await test.database.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return waiting.length > 0;
    });
    expectProblem(await post('running', '/v1/buyers', '{"name":"Slow"}'), {
      code: 'IDEMPOTENCY_IN_PROGRESS',
    });
    await blocker.query('ROLLBACK');
    await blocker.end();
    expect((await first).status).toBe(201);
    expect(isReplayed(await post('running', '/v1/buyers', '{"name":"Slow"}'))).toBe(true);
  });

  it('keeps nothing of a call that failed', async () => {
    const failures: [string, string, ErrorCode][] = [
      ['/v1/events', '{"type":"lead.verified"}', 'VALIDATION_FAILED'],
      ['/v1/events', '{"type":"order.unheard","data":{}}', 'UNKNOWN_EVENT_TYPE'],
      ['/v1/buyers', '{"id":"acme","name":"Again"}', 'ALREADY_EXISTS'],
      ['/v1/webhooks', MAPPED_WEBHOOK.replace('$gte', '$above'), 'VALIDATION_FAILED'],
      ['/v1/webhooks', MAPPED_WEBHOOK.replace('event.id', 'event.('), 'VALIDATION_FAILED'],
      ['/v1/events', '{"type":"lead.verified","data":{},"buyer_id":"later"}', 'UNKNOWN_BUYER'],
    ];
    for (const [path, body, code] of failures) expectProblem(await post('failed', path, body), { code });
    await test.api.post('/v1/buyers', { id: 'later', name: 'Later' }).expect(201);
    const retried = await post('failed', '/v1/events', failures.at(-1)![1]);
    expect([retried.status, isReplayed(retried)]).toEqual([202, false]);
  });

  it('leaves nothing half done when the call fails late', async () => {
    const leadCalls = [
      ['/v1/leads', JSON.stringify(aLead())],
      [`/v1/leads/${known}/submissions`, '{}'],
      ['/v1/suppressions', `{"phone":"${aPhone()}"}`],
      ['/v1/suppressions/import', `{"phones":["${aPhone()}"]}`],
      ['/v1/lead-sources/streamsynq/rotate', '{}'],
    ] as const;
    const before = await countsAtRest();
    await test.database.query(
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$`,
    );
    await test.database.query(
      'CREATE TRIGGER refuse BEFORE INSERT ON idempotency_keys FOR EACH ROW EXECUTE FUNCTION refuse()',
    );
    expectProblem(await post('late', '/v1/events', EVENT), { code: 'INTERNAL' });
    expectProblem(await post('late', '/v1/buyers', '{"name":"Late"}'), { code: 'INTERNAL' });
    for (const [path, body] of leadCalls) expectProblem(await post('late', path, body), { code: 'INTERNAL' });
    await test.database.query('DROP FUNCTION refuse CASCADE');
    const { attempts: _, ...after } = await countsAtRest();
    expect(before).toMatchObject(after);
    expect((await post('late', '/v1/events', EVENT)).status).toBe(202);
    const [path, body] = leadCalls[0];
    expect((await post('late-lead', path, body)).status).toBe(201);
  });

  it('is forgotten after 24 hours, and not before', async () => {
    const first = await post('old', '/v1/events', EVENT);
    const age = (interval: string) =>
      test.database.query(`UPDATE idempotency_keys SET created_at = now() - interval '${interval}'
        WHERE key LIKE '%old'`);
    await age('23 hours 59 minutes');
    expect((await post('old', '/v1/events', EVENT)).text).toBe(first.text);
    await age('24 hours 1 second');
    const anew = await post('old', '/v1/events', EVENT);
    expect([anew.status, isReplayed(anew)]).toEqual([202, false]);
    expect(anew.text).not.toBe(first.text);
    const again = await post('old', '/v1/events', EVENT);
    expect([again.text, isReplayed(again)]).toEqual([anew.text, true]);
  });

  it('of a ping is forgotten after 24 hours, and not before', async () => {
    const first = await post('old', '/v1/pings', PING);
    const age = (interval: string) =>
      test.database.query(
        `UPDATE pings SET created_at = now() - interval '${interval}' WHERE idempotency_key = 'old'`,
      );
    await age('23 hours 59 minutes');
    const { id } = JSON.parse(first.text) as { id: string };
    expect((await post('old', '/v1/pings', PING)).text).toContain(id);
    await age('24 hours 1 second');
    const anew = await post('old', '/v1/pings', PING.replace('solar', 'roof'));
    expect([anew.status, isReplayed(anew)]).toEqual([201, false]);
  });

  it('belongs to its account', async () => {
    const second = await createSecondAccount(test);
    const { body: first } = await test.api
      .post('/v1/buyers', { name: 'X' })
      .set('idempotency-key', 'ours')
      .expect(201);
    const theirs = await second.api
      .post('/v1/buyers', { name: 'X' })
      .set('idempotency-key', 'ours')
      .expect(201);
    expect(theirs.headers['idempotency-replayed']).toBeUndefined();
    expect(theirs.body.id).not.toBe(first.id);
    const pings = [];
    for (const { api } of [test, second]) {
      pings.push(await api.post('/v1/pings', { attributes: {} }).set('idempotency-key', 'ours').expect(201));
    }
    expect(pings.map(({ headers }) => headers['idempotency-replayed'])).toEqual([undefined, undefined]);
    expect(new Set(pings.map(({ body }) => body.id)).size).toBe(2);
  });

  it('lets thirty different calls through at once, with all they look up', async () => {
    const body = EVENT.replace('}}', '},"buyer_id":"acme"}');
    const startedMs = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => post(`pool-${index}`, '/v1/events', body)),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });

  it('shows nobody in the database what was answered', async () => {
    const plain = await post('sealed', '/v1/webhooks', '{"url":"http://127.0.0.1:9/","events":["bid.won"]}');
    const key = await post('sealed-key', '/v1/api-keys', '{"name":"x","scopes":["*"]}');
    const mapped = await post('sealed-mapped', '/v1/webhooks', MAPPED_WEBHOOK);
    const { secret } = JSON.parse(plain.text) as { secret: string };
    const { secret: signingKey } = JSON.parse(mapped.text) as { secret: string };
    expect(signingKey).toMatch(/^whsk_/);
    const { key: apiKey } = JSON.parse(key.text) as { key: string };
    const rows = await test.database.query<{ answer: Buffer }>('SELECT answer FROM idempotency_keys');
    expect(rows.length).toBeGreaterThan(2);
    for (const { answer } of rows) {
      for (const word of [secret, signingKey, apiKey, 'whsk_', 'secret', 'created', 'mapping']) {
        expect(answer.includes(word)).toBe(false);
      }
    }
    expect(
      (await post('sealed', '/v1/webhooks', '{"url":"http://127.0.0.1:9/","events":["bid.won"]}')).text,
    ).toBe(plain.text);
  });

  it('means nothing on calls that make nothing', async () => {
    const { body } = await test.api.get('/v1/buyers/acme').set('idempotency-key', 'x').expect(200);
    expect(body.id).toBe('acme');
  });

  it("is not answered with what another buyer's call made", async () => {
    await test.api.post('/v1/buyers', { id: 'umbrella', name: 'Umbrella' }).expect(201);
    const [account] = await test.database.query<{ id: string }>(
      'SELECT id FROM accounts ORDER BY id LIMIT 1',
    );
    const keys = await Promise.all(
      ['acme', 'umbrella'].map((buyerId) => createKey(test, account!.id, { buyerId })),
    );
    const body = '{"url":"http://127.0.0.1:9/","events":["bid.won"]}';
    const answers = await Promise.all(keys.map((key) => post('shared', '/v1/webhooks', body, key)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const webhooks = answers.map(({ text }) => JSON.parse(text) as { buyer_id: string; secret: string });
    expect(webhooks.map(({ buyer_id }) => buyer_id)).toEqual(['acme', 'umbrella']);
    expect(webhooks[0]!.secret).not.toBe(webhooks[1]!.secret);
  });
});
