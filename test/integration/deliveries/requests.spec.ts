import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type QueueBackend } from '../../support/backends';
import { brokenInvariants } from '../../support/invariants';
import { type PlatformProcess, startPlatformProcess } from '../../support/platform-process';
import { Receiver, type Received } from '../../support/receiver';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { verifyWithLibrary } from '../../support/verifiers';
import { waitFor } from '../../support/wait-for';

const LEAD = { lead_id: 'lead_1', first_name: 'Zoë', quality_score: 92 };
const MAPPED = {
  method: 'PUT',
  mapping: '{"id": event.data.lead_id, "name": event.data.first_name}',
  header_mapping: '{"X-Lead": event.data.lead_id}',
  url_mapping: '"/leads/" & event.data.lead_id & "?source=synaptis"',
};
const OTHER = {
  method: 'PATCH',
  mapping: '"other"',
  header_mapping: '{"x-other": "1"}',
  url_mapping: '"/other"',
};

/** What every attempt of a delivery has in common. */
const contentOf = ({ method, path, body, headers }: Received) => ({
  method,
  path,
  body,
  type: headers['content-type'],
  lead: headers['x-lead'],
  other: headers['x-other'],
});

/** Takes connections and never says a word: a TLS handshake with it goes on until somebody gives up. */
async function startSilentServer(): Promise<{ server: Server; port: number; sockets: Socket[] }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port, sockets };
}

describe('what a delivery sends', () => {
  let test: TestPlatform;
  let receiver: Receiver;

  beforeEach(async () => {
    receiver = await Receiver.start();
    test = await startTestPlatform();
  });

  afterEach(async () => {
    expect(await brokenInvariants(test.database)).toEqual([]);
    await test.close();
    await receiver.stop();
  });

  const register = async (fields: object = {}) =>
    (
      await test.api
        .post('/v1/webhooks', {
          url: receiver.url,
          events: ['lead.submitted'],
          retry_schedule_seconds: [1, 1],
          ...fields,
        })
        .expect(201)
    ).body as { id: string; secret: string };
  const publish = () => test.api.post('/v1/events', { type: 'lead.submitted', data: LEAD }).expect(202);
  const theDelivery = async () => {
    const { body } = await test.api.get('/v1/deliveries').expect(200);
    return (await test.api.get(`/v1/deliveries/${body.data[0].id}`).expect(200)).body;
  };
  const untilItIs = (status: string) =>
    waitFor(`the delivery to be ${status}`, async () => {
      const delivery = await theDelivery();
      return delivery.status === status && delivery;
    });

  it('stays the same over retries and replays although everything it was made by changes meanwhile', async () => {
    const { id, secret } = await register(MAPPED);
    receiver.answerWith(500, 500, 200);
    await publish();
    await receiver.waitForCount(1);
    await test.api.patch(`/v1/webhooks/${id}`, OTHER).expect(200);
    await receiver.waitForCount(2);
    await test.api.patch(`/v1/webhooks/${id}`, { ...MAPPED, mapping: null, format: 'xml' }).expect(200);
    await receiver.waitForCount(3);
    const delivery = await untilItIs('success');
    await test.api.post(`/v1/deliveries/${delivery.id}/replay`).expect(202);
    const received = await receiver.waitForCount(4);

    const sent = {
      method: 'PUT',
      path: '/leads/lead_1?source=synaptis',
      body: '{"id":"lead_1","name":"Zoë"}',
      type: 'application/json',
      lead: 'lead_1',
      other: undefined,
    };
    expect(received.map(contentOf)).toEqual([sent, sent, sent, sent]);
    expect(received.map((one) => verifyWithLibrary(one, secret))).toEqual([true, true, true, true]);
    expect(received.map(({ headers }) => headers['x-synaptis-attempt'])).toEqual(['1', '2', '3', '4']);
    const timestamps = received.map(({ headers }) => headers['webhook-timestamp']);
    expect(new Set(timestamps).size).toBeGreaterThan(1);
    await waitFor('the replay to be recorded', async () => (await theDelivery()).attempt_count === 4);
  });

  it('is signed and judged in the format it was made in, whatever the webhook changes to', async () => {
    const { id } = await register({ format: 'slack', retry_schedule_seconds: [1] });
    receiver.answerWith(
      (response) => response.writeHead(500).end(),
      // Success for a script of Google, and a failure for everybody else.
      (response) =>
        response.writeHead(302, { location: 'https://script.googleusercontent.com/macros/echo' }).end(),
    );
    await publish();
    await receiver.waitForCount(1);
    await test.api.patch(`/v1/webhooks/${id}`, { format: 'google_sheets' }).expect(200);
    const [first, second] = await receiver.waitForCount(2);
    expect(contentOf(second!)).toEqual(contentOf(first!));
    expect(second!.headers).not.toHaveProperty('webhook-signature');
    expect((await untilItIs('failed')).attempts[1]).toMatchObject({ error: { code: 'REDIRECT' } });
  });

  it('is shown as it was sent', async () => {
    await register(MAPPED);
    await publish();
    const [received] = await receiver.waitForCount(1);
    const { attempts } = await untilItIs('success');
    expect(attempts).toHaveLength(1);
    expect(attempts[0].url).toBe(`${new URL(receiver.url).origin}/leads/lead_1?source=synaptis`);
    expect(attempts[0].request).toMatchObject({ method: 'PUT', body: received!.body });
    for (const name of [
      'content-type',
      'x-lead',
      'webhook-signature',
      'x-synaptis-signature',
      'user-agent',
    ]) {
      expect(attempts[0].request.headers[name]).toBe(received!.headers[name]);
    }
  });

  it('stays the event itself where that was sent before the webhook asked for something else', async () => {
    const { id } = await register();
    receiver.answerWith(500, 200);
    await publish();
    await receiver.waitForCount(1);
    await test.api.patch(`/v1/webhooks/${id}`, MAPPED).expect(200);
    const [first, second] = await receiver.waitForCount(2);
    expect(contentOf(second!)).toEqual(contentOf(first!));
    expect(JSON.parse(first!.body)).toMatchObject({ type: 'lead.submitted', data: LEAD });
    expect((await untilItIs('success')).attempts[1].request).toMatchObject({
      method: 'POST',
      body: first!.body,
    });
    expect(await test.database.query('SELECT 1 FROM delivery_requests')).toEqual([]);
  });

  it('goes where the webhook has moved, and nothing is sent where it was', async () => {
    const { id } = await register(MAPPED);
    const moved = await Receiver.start();
    try {
      receiver.answerWith(500);
      await publish();
      await receiver.waitForCount(1);
      await test.api.patch(`/v1/webhooks/${id}`, { url: moved.url }).expect(200);
      const [received] = await moved.waitForCount(1);
      expect(contentOf(received!)).toEqual(contentOf(receiver.received[0]!));
      await untilItIs('success');
      expect(receiver.received).toHaveLength(1);
    } finally {
      await moved.stop();
    }
  });

  it('shows mappings the buyer of the event', async () => {
    const { body: buyer } = await test.api.post('/v1/buyers', { name: 'Acme Roofing' }).expect(201);
    await register({ mapping: '{"buyer": buyer, "webhook": webhook.id}' });
    await test.api.post('/v1/events', { type: 'lead.submitted', data: LEAD, buyer_id: buyer.id }).expect(202);
    const [received] = await receiver.waitForCount(1);
    expect(JSON.parse(received!.body).buyer).toEqual({ id: buyer.id, name: 'Acme Roofing' });
    await untilItIs('success');
  });
});

/** The queue has no part in what is sent, so one backend is enough. */
describe('a worker that is killed between storing a request and sending it', () => {
  const backend: QueueBackend = { name: 'postgres', redis: null };
  let test: TestPlatform;
  let receiver: Receiver;
  const processes: PlatformProcess[] = [];

  beforeEach(async () => {
    receiver = await Receiver.start();
    test = await startTestPlatform({ ROLE: 'api' }, backend);
  });

  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.kill()));
    await test.close();
    await receiver.stop();
  });

  it('leaves it to the next one, which sends what was stored', async () => {
    const { server, port, sockets } = await startSilentServer();
    const { body: webhook } = await test.api
      .post('/v1/webhooks', { url: `https://127.0.0.1:${port}/`, events: ['lead.submitted'], ...MAPPED })
      .expect(201);
    const first = await startPlatformProcess(test, backend, { ROLE: 'worker', DELIVERY_TIMEOUT: '30s' });
    processes.push(first);
    await test.api.post('/v1/events', { type: 'lead.submitted', data: LEAD }).expect(202);
    await waitFor('the worker to begin the handshake', () => sockets.length > 0);
    expect(await test.database.query('SELECT attempts FROM deliveries')).toEqual([{ attempts: 0 }]);
    await first.kill();
    server.close();

    await test.api.patch(`/v1/webhooks/${webhook.id}`, { ...OTHER, url: receiver.url }).expect(200);
    processes.push(await startPlatformProcess(test, backend, { ROLE: 'worker' }));
    const [received] = await receiver.waitForCount(1, 60_000);
    expect(contentOf(received!)).toMatchObject({
      method: 'PUT',
      path: '/leads/lead_1?source=synaptis',
      body: '{"id":"lead_1","name":"Zoë"}',
      lead: 'lead_1',
    });
    await waitFor('the success', async () => {
      const rows = await test.database.query(`SELECT 1 FROM deliveries WHERE status = 'success'`);
      return rows.length === 1;
    });
    expect(await brokenInvariants(test.database)).toEqual([]);
  }, 120_000);
});
