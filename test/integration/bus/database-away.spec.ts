import { describeOnBothBackends } from '../../support/backends';
import { brokenInvariants } from '../../support/invariants';
import { Receiver } from '../../support/receiver';
import { TcpProxy } from '../../support/tcp-proxy';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';

describeOnBothBackends('while PostgreSQL is away', (backend) => {
  let test: TestPlatform;
  let proxy: TcpProxy;
  let receiver: Receiver;

  beforeAll(async () => {
    proxy = await TcpProxy.start(process.env['TEST_DATABASE_URL']!);
    test = await startTestPlatform({}, backend);
    await test.stop();
    await test.restart({ DATABASE_URL: proxy.through(test.database.url) });
    receiver = await Receiver.start();
    await test.api.post('/v1/webhooks', { url: receiver.url, events: ['lead.*'] }).expect(201);
    await test.api.post('/v1/event-types', { name: 'own.type', description: 'Needs a look-up' }).expect(201);
  });

  afterEach(() => proxy.mend());

  afterAll(async () => {
    await receiver.stop();
    await test.close();
    await proxy.stop();
  });

  const event = (type = 'lead.verified') => ({ type, data: { lead_id: 'lead_1' } });
  const storedEvents = () => test.database.query('SELECT id FROM events');
  const untilReady = () =>
    waitFor('the platform to be ready', async () => (await test.api.get('/health/ready')).status === 200);

  it('publishing answers 503 with Retry-After, stores nothing, and works again without a restart', async () => {
    await untilReady();
    const before = await storedEvents();
    proxy.cut();
    const answers = await Promise.all([
      test.api.post('/v1/events', event()),
      test.api.post('/v1/events', event()).set('Idempotency-Key', 'while-away'),
      test.api.post('/v1/events', event('own.type')),
      test.api.post('/v1/events/batch', { events: [event(), event()] }),
      test.api.get('/v1/webhooks'),
    ]);
    for (const { status, headers, body } of answers) {
      expect({ status, code: body.code }).toEqual({ status: 503, code: 'UNAVAILABLE' });
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect(headers['content-type']).toContain('application/problem+json');
      expect(JSON.stringify(body)).not.toMatch(/ECONN|127\.0\.0\.1|terminat/);
    }
    expect(await storedEvents()).toEqual(before);

    proxy.mend();
    await untilReady();
    const { body } = await test.api
      .post('/v1/events', event())
      .set('Idempotency-Key', 'while-away')
      .expect(202);
    await waitFor('the event to arrive', () =>
      receiver.received.some(({ headers }) => headers['webhook-id'] === body.id),
    );
    expect(await storedEvents()).toHaveLength(before.length + 1);
  });

  it('is alive but not ready', async () => {
    await untilReady();
    proxy.cut();
    expect((await test.api.get('/health/live')).status).toBe(200);
    const { status, body } = await test.api.get('/health/ready');
    expect(status).toBe(503);
    expect(body.checks).toContainEqual({
      name: 'postgresql',
      ok: false,
      detail: 'PostgreSQL does not answer.',
    });
    proxy.mend();
    await untilReady();
  });

  it('an attempt under way is made good: recorded when it is back, at most sent twice', async () => {
    await untilReady();
    const seen = receiver.received.length;
    let isCut = false;
    receiver.answerWith((response) => {
      if (!isCut) proxy.cut();
      isCut = true;
      response.writeHead(200).end();
    });
    const { body } = await test.api.post('/v1/events', event()).expect(202);
    await receiver.waitForCount(seen + 1);
    await waitFor('readiness to be lost', async () => (await test.api.get('/health/ready')).status === 503);
    proxy.mend();
    await waitFor(
      'the delivery to be recorded',
      async () => {
        const [row] = await test.database.query<{ status: string }>(
          'SELECT status FROM deliveries WHERE event_id = $1',
          [body.id],
        );
        return row?.status === 'success';
      },
      { limitMs: 60_000 },
    );
    expect(await brokenInvariants(test.database)).toEqual([]);
  });
});
