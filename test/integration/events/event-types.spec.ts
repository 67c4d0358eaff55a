import { Receiver } from '../../support/receiver';
import { createSecondAccount } from '../../support/second-account';
import { type Api, startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { aBuyer } from '../webhooks/a-buyer';

const BUILT_IN = [
  'bid.won',
  'delivery.failed',
  'delivery.success',
  'lead.call_requested',
  'lead.crm_updated',
  'lead.distributed',
  'lead.submitted',
  'lead.verified',
  'ping.received',
];
const SCHEMA = {
  type: 'object',
  required: ['score'],
  properties: { score: { type: 'integer', minimum: 0, maximum: 100 } },
};

describe('/v1/event-types', () => {
  let test: TestPlatform;
  let api: Api;
  let other: Api;

  beforeAll(async () => {
    test = await startTestPlatform();
  });

  afterAll(() => test.close());

  beforeEach(async () => {
    ({ api } = await createSecondAccount(test));
    ({ api: other } = await createSecondAccount(test));
  });

  const register = (fields: object = {}) =>
    api.post('/v1/event-types', { name: 'lead.scored', description: 'A lead has got its score.', ...fields });
  const namesOf = (body: { data: { name: string }[] }) => body.data.map(({ name }) => name);

  it('lists the built-in types with schema and example, and own types among them by name', async () => {
    const { body: before } = await api.get('/v1/event-types').expect(200);
    expect(namesOf(before)).toEqual(BUILT_IN);
    for (const type of before.data) {
      expect(type).toMatchObject({ built_in: true, schema: { type: 'object' }, created: null });
      expect(Object.keys(type.example).length).toBeGreaterThan(0);
    }
    await register().expect(201);
    const { body: after } = await api.get('/v1/event-types').expect(200);
    expect(namesOf(after)).toEqual([...BUILT_IN, 'lead.scored'].toSorted());
    expect(namesOf((await other.get('/v1/event-types')).body)).toEqual(BUILT_IN);
  });

  it('comes in pages by name', async () => {
    await register().expect(201);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await api.get(`/v1/event-types?limit=3${cursor && `&cursor=${cursor}`}`).expect(200);
      seen.push(...namesOf(body));
      cursor = body.next_cursor as string | null;
    }
    expect(seen).toEqual([...BUILT_IN, 'lead.scored'].toSorted());
  });

  it('makes a type that can be published and subscribed to from then on', async () => {
    const receiver = await Receiver.start();
    const webhook = { url: receiver.url, events: ['lead.scored'] };
    const event = { type: 'lead.scored', data: { score: 92 } };
    expect((await api.post('/v1/webhooks', webhook).expect(422)).body.code).toBe('UNKNOWN_EVENT_TYPE');
    expect((await api.post('/v1/events', event).expect(422)).body.code).toBe('UNKNOWN_EVENT_TYPE');
    const { body: type } = await register({ schema: SCHEMA, example: { score: 7 } }).expect(201);
    expect(type).toEqual({
      name: 'lead.scored',
      description: 'A lead has got its score.',
      schema: SCHEMA,
      example: { score: 7 },
      filter_examples: [],
      built_in: false,
      created: expect.stringMatching(/Z$/),
      updated: type.created,
    });
    await api.post('/v1/webhooks', webhook).expect(201);
    await api.post('/v1/events', event).expect(202);
    const [received] = await receiver.waitForCount(1);
    expect(JSON.parse(received!.body)).toMatchObject(event);
    expect((await other.post('/v1/events', event).expect(422)).body.code).toBe('UNKNOWN_EVENT_TYPE');
    await receiver.stop();
  });

  it('keeps the order of keys in schema and example', async () => {
    const example = { score: 1, b: 1, a: { d: 1, c: 2 } };
    await register({ example }).expect(201);
    const { text } = await api.get('/v1/event-types/lead.scored').expect(200);
    expect(text).toContain(JSON.stringify(example));
  });

  it('changes what is given, removes with null, and checks schema and example together', async () => {
    await register({ schema: SCHEMA, example: { score: 7 } }).expect(201);
    const change = (fields: object) => api.patch('/v1/event-types/lead.scored', fields);
    const { body: renamed } = await change({ description: 'Other words' }).expect(200);
    expect(renamed).toMatchObject({ description: 'Other words', schema: SCHEMA, example: { score: 7 } });
    const { body: refused } = await change({ example: { score: 101 } }).expect(422);
    expect(refused).toMatchObject({ code: 'RULE_VIOLATED', errors: [{ pointer: '/example/score' }] });
    await change({ schema: { ...SCHEMA, required: ['other'] } }).expect(422);
    expect((await api.get('/v1/event-types/lead.scored')).body).toEqual(renamed);
    const { body: bare } = await change({ schema: null, example: { score: 'any' } }).expect(200);
    expect(bare).toMatchObject({ schema: null, example: { score: 'any' } });
  });

  it.each<[string, object, string]>([
    ['a type that is none of JSON Schema', { schema: { type: 'lead' } }, '/schema/type'],
    ['a pattern that is no regular expression', { schema: { pattern: '(' } }, '/schema/pattern'],
    ['a reference out of the schema', { schema: { $ref: 'https://example.com/x' } }, '/schema/$ref'],
    ['a reference to nowhere', { schema: { $ref: '#/$defs/none' } }, '/schema/$ref'],
    ['an example its schema refuses', { schema: SCHEMA, example: {} }, '/example'],
    ['a schema above 64 KiB', { schema: { description: 'x'.repeat(65_536) } }, '/schema'],
    ['an example above 64 KiB', { example: { text: 'x'.repeat(65_536) } }, '/example'],
    ['a reserved name', { name: 'delivery.delayed' }, '/name'],
  ])('refuses %s', async (_case, fields, pointer) => {
    const { body } = await register(fields).expect(422);
    expect(body.code).toBe('RULE_VIOLATED');
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    expect(namesOf((await api.get('/v1/event-types')).body)).toEqual(BUILT_IN);
  });

  it('refuses a schema that would take for ever on its example', async () => {
    const schema = { properties: { text: { pattern: '^(a+)+$' } } };
    const { body } = await register({ schema, example: { text: `${'a'.repeat(60)}!` } }).expect(422);
    expect(body.errors).toMatchObject([{ pointer: '/schema' }]);
  });

  it.each(['lead', 'Lead.Scored', 'lead.', '.lead', 'lead..x', 'lead.*', '*', 'lead scored.x', 'lead.\0'])(
    'refuses the name %j',
    async (name) => {
      const { body } = await register({ name }).expect(400);
      expect(body.errors[0].pointer).toBe('/name');
    },
  );

  it('refuses a name that is taken, built in or own, also when two come together', async () => {
    expect((await register({ name: 'lead.verified' }).expect(409)).body.code).toBe('ALREADY_EXISTS');
    const answers = await Promise.all([1, 2, 3].map(async () => register()));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
  });

  it('changes no built-in and no unknown type', async () => {
    const change = { description: 'x' };
    expect((await api.patch('/v1/event-types/lead.verified', change).expect(422)).body.code).toBe(
      'RULE_VIOLATED',
    );
    await api.patch('/v1/event-types/no.such', change).expect(404);
    await api.get('/v1/event-types/no.such').expect(404);
    await api.get('/v1/event-types/%00').expect(404);
    await register().expect(201);
    await other.get('/v1/event-types/lead.scored').expect(404);
    await other.patch('/v1/event-types/lead.scored', change).expect(404);
  });

  it('lets a key bound to a buyer read types and change none', async () => {
    const buyer = await aBuyer(api, 'reader');
    await register().expect(201);
    expect(namesOf((await buyer.api.get('/v1/event-types').expect(200)).body)).toContain('lead.scored');
    const { body } = await buyer.api
      .post('/v1/event-types', { name: 'lead.mine', description: 'x' })
      .expect(403);
    expect(body.code).toBe('FORBIDDEN');
    await buyer.api.patch('/v1/event-types/lead.scored', { description: 'x' }).expect(403);
  });

  it('makes a type once for an idempotency key', async () => {
    const send = () => register().set('Idempotency-Key', 'type-once');
    const first = await send().expect(201);
    expect((await send().expect(201)).body).toEqual(first.body);
  });
});
