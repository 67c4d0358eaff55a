import { randomBytes } from 'node:crypto';
import { type Received, Receiver } from '../support/receiver';
import { startTestPlatform, type TestPlatform } from '../support/test-platform';
import { waitFor } from '../support/wait-for';

/** As production runs by default: HTTPS only, no address exempt from the block list. */
const PRODUCTION = { NODE_ENV: 'production', ENCRYPTION_KEY: randomBytes(32).toString('base64') };

describe('where deliveries may go', () => {
  let test: TestPlatform;

  const register = (url: string) => test.api.post('/v1/webhooks', { url, events: ['lead.verified'] });

  describe('in production', () => {
    beforeAll(async () => {
      test = await startTestPlatform({ ...PRODUCTION, ROLE: 'api' });
    });

    afterAll(() => test.close());

    it.each(['http://93.184.216.34/hook', 'http://example.com/', 'http://127.0.0.1/'])(
      'only https is registered, not %s',
      async (url) => {
        const { body } = await register(url).expect(422);
        expect(body).toMatchObject({ code: 'HTTPS_REQUIRED', errors: [{ pointer: '/url' }] });
      },
    );

    it.each([
      'https://127.0.0.1/',
      'https://localhost/',
      'https://10.1.2.3/',
      'https://172.16.0.1/',
      'https://192.168.1.1/',
      'https://169.254.169.254/latest/meta-data/',
      'https://168.63.129.16/',
      'https://100.64.0.1/',
      'https://0.0.0.0/',
      'https://224.0.0.1/',
      'https://255.255.255.255/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://0177.0.0.1/',
      'https://127.1/',
      'https://[::1]/',
      'https://[::]/',
      'https://[fe80::1]/',
      'https://[fc00::1]/',
      'https://[::ffff:10.0.0.1]/',
      'https://[::ffff:7f00:1]/',
      'https://[64:ff9b::7f00:1]/',
      'https://[2002:7f00:1::]/',
      'https://[2001:db8::1]/',
    ])('no inner address is registered: %s', async (url) => {
      const { body } = await register(url).expect(422);
      expect(body).toMatchObject({
        code: 'URL_NOT_ALLOWED',
        errors: [{ pointer: '/url', detail: 'must be a public address' }],
      });
    });

    it.each(['https://93.184.216.34/hook', 'https://[2606:4700::1111]/'])(
      'public %s is registered',
      async (url) => {
        expect((await register(url).expect(201)).body.url).toBe(url);
      },
    );

    it('nothing of what was refused is stored', async () => {
      const rows = await test.database.query<{ url: string }>('SELECT url FROM webhooks ORDER BY id');
      expect(rows.map(({ url }) => url)).toEqual([
        'https://93.184.216.34/hook',
        'https://[2606:4700::1111]/',
      ]);
    });

    it('no webhook is moved to http or to an inner address', async () => {
      const { body: page } = await test.api.get('/v1/webhooks').expect(200);
      const { id } = page.data[0];
      const move = (url: string) => test.api.patch(`/v1/webhooks/${id}`, { url }).expect(422);
      expect((await move('http://93.184.216.34/')).body.code).toBe('HTTPS_REQUIRED');
      expect((await move('https://10.0.0.1/')).body.code).toBe('URL_NOT_ALLOWED');
    });
  });

  describe('after a registration that was fine then', () => {
    let receiver: Receiver;

    beforeEach(async () => {
      receiver = await Receiver.start();
      test = await startTestPlatform();
    });

    afterEach(async () => {
      await test.close();
      await receiver.stop();
    });

    /** Publishes, and gives the one attempt that is logged for the webhook's delivery. */
    const attemptOf = async (webhookId: string) => {
      await test.api.post('/v1/events', { type: 'lead.verified', data: {} }).expect(202);
      return waitFor('the attempt', async () => {
        const { body: list } = await test.api.get(`/v1/deliveries?webhook_id=${webhookId}`).expect(200);
        if (list.data[0]?.attempt_count !== 1) return null;
        const { body } = await test.api.get(`/v1/deliveries/${list.data[0].id}`).expect(200);
        return body;
      });
    };
    const nowInner = async () => {
      await test.stop();
      await test.restart({ EGRESS_ALLOW: '' });
    };

    it.each([
      ['an address', (url: string) => url],
      ['a name', (url: string) => url.replace('127.0.0.1', 'localhost')],
    ])(
      'an attempt to %s that is inner by now connects to nothing and tells nothing',
      async (_case, toUrl) => {
        const { body: webhook } = await register(toUrl(receiver.url)).expect(201);
        await nowInner();
        const delivery = await attemptOf(webhook.id);
        const [attempt] = delivery.attempts;
        expect(delivery.status).toBe('pending');
        expect(attempt).toMatchObject({ number: 1, status_code: null, error: { code: 'ADDRESS_BLOCKED' } });
        expect(attempt.error.message).not.toMatch(/127\.|::1|loopback|private|\d+\.\d+\.\d+\.\d+/i);
        expect(receiver.received).toEqual<Received[]>([]);
      },
    );

    it('says the same of an inner port whether or not something listens there', async () => {
      const { body: open } = await register(receiver.url).expect(201);
      const closed = await Receiver.start();
      const { body: shut } = await register(closed.url).expect(201);
      await closed.stop();
      await nowInner();
      const [first, second] = [
        (await attemptOf(open.id)).attempts[0],
        (await attemptOf(shut.id)).attempts[0],
      ];
      expect(first.error).toEqual(second.error);
    });

    it('a redirect to an inner address is not followed', async () => {
      const inner = await Receiver.start();
      receiver.answerWith((response) => {
        response.writeHead(302, { location: inner.url }).end();
      });
      const { body: webhook } = await register(receiver.url).expect(201);
      const delivery = await attemptOf(webhook.id);
      expect(delivery.attempts[0]).toMatchObject({ status_code: 302, error: { code: expect.any(String) } });
      expect(inner.received).toEqual<Received[]>([]);
      await inner.stop();
    });
  });
});
