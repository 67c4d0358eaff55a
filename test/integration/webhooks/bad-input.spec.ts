import { startTestPlatform, type TestPlatform } from '../../support/test-platform';

const GOOD = { url: 'http://127.0.0.1:9/', events: ['lead.verified'] };
const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;

describe('what a webhook must not be', () => {
  let test: TestPlatform;

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api' });
  });

  afterAll(() => test.close());

  afterEach(async () => {
    expect(await test.database.query('SELECT id FROM webhooks')).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['no URL', { url: undefined }, '/url'],
    ['a URL that is none', { url: 'nope' }, '/url'],
    ['another scheme', { url: 'ftp://example.com/' }, '/url'],
    ['a user name in the URL', { url: 'http://user@example.com/' }, '/url'],
    ['a URL of 2,049 characters', { url: `http://example.com/${'a'.repeat(2_030)}` }, '/url'],
    ['a URL that is a number', { url: 7 }, '/url'],
    ['no events', { events: undefined }, '/events'],
    ['an empty list of events', { events: [] }, '/events'],
    ['events that are text', { events: '*' }, '/events'],
    ['a pattern with a star in the middle', { events: ['lead.*.won'] }, '/events'],
    ['a time limit below a second', { timeout_ms: 999 }, '/timeout_ms'],
    ['a time limit above thirty', { timeout_ms: 30_001 }, '/timeout_ms'],
    ['a schedule with a wait of nothing', { retry_schedule_seconds: [0] }, '/retry_schedule_seconds'],
    ['a schedule in fractions', { retry_schedule_seconds: [1.5] }, '/retry_schedule_seconds'],
    ['a header of the platform', { headers: { 'X-Synaptis-Signature': 'x' } }, '/headers'],
    ['a host header', { headers: { Host: 'inner' } }, '/headers'],
    ['a header with a line feed', { headers: { 'x-a': 'b\r\nc: d' } }, '/headers'],
    ['a header value that is no text', { headers: { 'x-a': 1 } }, '/headers'],
    ['metadata that is a list', { metadata: [] }, '/metadata'],
    ['a description with NUL', { description: 'a\0b' }, '/description'],
    ['a secret without its prefix', { secret: secretOf(32).slice(6) }, '/secret'],
    ['a secret of 23 bytes', { secret: secretOf(23) }, '/secret'],
    ['a secret of 65 bytes', { secret: secretOf(65) }, '/secret'],
    ['a secret that is not canonical base64', { secret: secretOf(32).slice(0, -1) }, '/secret'],
    ['a field nobody knows', { uri: 'x' }, '/uri'],
    ['a status at creation', { status: 'disabled' }, '/status'],
  ])('refuses %s', async (_case, fields, pointer) => {
    const { body } = await test.api.post('/v1/webhooks', { ...GOOD, ...fields }).expect(400);
    expect(body).toMatchObject({ code: 'VALIDATION_FAILED', status: 400 });
    expect(body.errors.length).toBeGreaterThan(0);
    for (const error of body.errors) expect(error.pointer).toMatch(new RegExp(`^${pointer}(/|$)`));
  });

  it('names every bad field at once, and repeats no secret', async () => {
    const secret = secretOf(10);
    const { body, text } = await test.api
      .post('/v1/webhooks', { url: 'nope', events: [], timeout_ms: 'x', secret })
      .expect(400);
    const pointers = body.errors.map((error: { pointer: string }) => error.pointer);
    expect(new Set(pointers)).toEqual(new Set(['/url', '/events', '/timeout_ms', '/secret']));
    expect(text).not.toContain(secret);
  });

  it('names every unknown event type', async () => {
    const events = ['lead.verified', 'lead.unheard', 'lead.*', 'no.such'];
    const { body } = await test.api.post('/v1/webhooks', { ...GOOD, events }).expect(422);
    expect(body).toMatchObject({
      code: 'UNKNOWN_EVENT_TYPE',
      errors: [{ pointer: '/events/1' }, { pointer: '/events/3' }],
    });
  });

  it('refuses a buyer that does not exist', async () => {
    const { body } = await test.api.post('/v1/webhooks', { ...GOOD, buyer_id: 'nobody' }).expect(422);
    expect(body).toMatchObject({ code: 'UNKNOWN_BUYER', errors: [{ pointer: '/buyer_id' }] });
  });

  it.each([
    'http://10.0.0.1/',
    'http://[::ffff:10.0.0.1]/',
    'http://169.254.169.254/latest',
    'http://2130706433.0/',
  ])('refuses %s', async (url) => {
    const answer = await test.api.post('/v1/webhooks', { ...GOOD, url });
    expect([400, 422]).toContain(answer.status);
    expect(answer.body.errors).toEqual([expect.objectContaining({ pointer: '/url' })]);
  });
});

describe('a secret the customer brings', () => {
  let test: TestPlatform;

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api' });
  });

  afterAll(() => test.close());

  it.each([24, 32, 64])('is taken with %i bytes', async (bytes) => {
    const secret = secretOf(bytes);
    const { body } = await test.api.post('/v1/webhooks', { ...GOOD, secret }).expect(201);
    expect(body.secret).toBe(secret);
    expect((await test.api.get(`/v1/webhooks/${body.id}/secret`)).body.secret).toBe(secret);
  });
});
