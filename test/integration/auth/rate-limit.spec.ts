import { Body, Controller, Module, Post } from '@nestjs/common';
import { HttpModule, Idempotent, RequireScope, TextField } from '../../../src/http';
import { DatabaseModule } from '../../../src/platform/database';
import { RedisConnection } from '../../../src/platform/redis';
import { findRedisServer, freePort, RedisServer } from '../../support/redis-server';
import { waitFor } from '../../support/wait-for';
import { ApiUnderTest, type ApiSuite, openApiSuite } from './api-under-test';

interface Backend {
  env: NodeJS.ProcessEnv;
  /** Lets the minute of a key end now. */
  endMinute(api: ApiUnderTest, keyId: string): Promise<void>;
  stop(): Promise<void>;
}

class PhoneDto {
  @TextField({ description: 'A phone number', example: '+15551234567', minLength: 2 })
  phone: string;
}

/** A call for keys with `leads:*` scopes. */
@Controller('v1/calls-for-leads')
class LeadCallsController {
  @Post()
  @RequireScope('leads:write')
  @Idempotent()
  take(@Body() { phone }: PhoneDto): { phone: string } {
    return { phone };
  }
}

@Module({ imports: [HttpModule, DatabaseModule], controllers: [LeadCallsController] })
class LeadCallsModule {}

const backends: [string, () => Promise<Backend>][] = [['PostgreSQL', onPostgres]];
if (findRedisServer() !== null) backends.push(['Redis', onRedis]);

describe.each(backends)('rate limits on %s', (_, startBackend) => {
  let backend: Backend;
  let suite: ApiSuite;
  let apis: ApiUnderTest[];

  beforeAll(async () => {
    backend = await startBackend();
    suite = await openApiSuite();
    apis = await Promise.all([0, 1].map(() => suite.start({ env: backend.env, imports: [LeadCallsModule] })));
    await Promise.all(apis.map(untilRedisIsReady));
  });

  afterAll(async () => {
    await suite.close();
    await backend.stop();
  });

  it('lets exactly the limit pass in a minute, over all processes together', async () => {
    const { secret: key } = await apis[0]!.key({ rateLimitPerMinute: 20 });
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_unused, index) => apis[index % 2]!.call('GET /v1/api-keys', { key })),
    );
    const passed = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 429);
    expect([passed.length, refused.length]).toEqual([20, 10]);
    const remaining = passed.map(({ headers }) => Number(headers['x-ratelimit-remaining']));
    expect(remaining.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_unused, index) => index),
    );
    for (const { headers, body } of refused) {
      expect(body).toMatchObject({ code: 'RATE_LIMITED' });
      expect(headers).toMatchObject({ 'x-ratelimit-limit': '20', 'x-ratelimit-remaining': '0' });
      expect(headers['retry-after']).toBe(headers['x-ratelimit-reset']);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
    }
  });

  it('starts anew with the next minute', async () => {
    const [api] = apis as [ApiUnderTest];
    const { id, secret: key } = await api.key({ rateLimitPerMinute: 1 });
    const statuses = [
      await api.call('GET /v1/api-keys', { key }),
      await api.call('GET /v1/api-keys', { key }),
    ];
    await backend.endMinute(api, id);
    statuses.push(await api.call('GET /v1/api-keys', { key }));
    expect(statuses.map(({ status }) => status)).toEqual([200, 429, 200]);
    expect(Number(statuses[2]!.headers['x-ratelimit-reset'])).toBeGreaterThan(50);
  });

  it.each([
    ['a malformed body', 'POST /v1/api-keys', '{"broken', 400],
    ['an invalid body', 'POST /v1/api-keys', {}, 400],
    ['an unknown id', 'DELETE /v1/api-keys/key_1', undefined, 404],
  ])('tells what is left also on the answer to %s', async (_case, call, body, status) => {
    const [api] = apis as [ApiUnderTest];
    const { secret: key } = await api.key({ rateLimitPerMinute: 5 });
    const answer = await api.call(call, { key, body });
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({ 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '4' });
  });

  it('tells an l2i_ key what is left of its 120 on every answer, and when to come back on a 429', async () => {
    const { secret: key } = await apis[0]!.key({ scopes: ['leads:write'] });
    const post = 'POST /v1/calls-for-leads';
    const body = { phone: '+15551234567' };
    const once = { 'idempotency-key': 'once' };
    const calls: [number, string, Parameters<ApiUnderTest['call']>[1]][] = [
      [201, post, { body, headers: once }],
      [201, post, { body, headers: once }],
      [422, post, { body: { phone: '+15557654321' }, headers: once }],
      [400, post, { body: {} }],
      [400, post, { body: '{"broken' }],
      [413, post, { body: { phone: 'x'.repeat(1024 * 1024) } }],
      [415, post, { body, headers: { 'content-type': 'text/plain' } }],
      [403, 'GET /v1/api-keys', {}],
      [404, 'GET /v1/nothing', {}],
    ];
    let remaining = 120;
    for (const [status, call, request] of calls) {
      const answer = await apis[remaining % 2]!.call(call, { ...request, key });
      remaining--;
      expect([call, answer.status]).toEqual([call, status]);
      expect(answer.headers).toMatchObject({
        'x-ratelimit-limit': '120',
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-reset': expect.stringMatching(/^([1-9]|[1-5]\d|60)$/) as string,
      });
    }
    const rest = await Promise.all(
      Array.from({ length: remaining + 1 }, () => apis[0]!.call(post, { body, key })),
    );
    const refused = rest.filter(({ status }) => status !== 201);
    expect(refused.map(({ status }) => status)).toEqual([429]);
    expect(refused[0]!.headers).toMatchObject({ 'x-ratelimit-limit': '120', 'x-ratelimit-remaining': '0' });
    expect(refused[0]!.headers['retry-after']).toBe(refused[0]!.headers['x-ratelimit-reset']);
  });

  it('says nothing of limits to a key without one', async () => {
    const { headers } = await apis[0]!.call('GET /v1/api-keys', { key: (await apis[0]!.key()).secret });
    expect(Object.keys(headers).filter((name) => name.startsWith('x-ratelimit'))).toEqual([]);
  });
});

describe('rate limits while Redis is away', () => {
  it('do not hold anybody up', async () => {
    const suite = await openApiSuite();
    const port = await freePort();
    const api = await suite.start({ env: { REDIS_URL: `redis://127.0.0.1:${port}` } });
    const { secret: key } = await api.key({ rateLimitPerMinute: 1 });
    const answers = [
      await api.call('GET /v1/api-keys', { key }),
      await api.call('GET /v1/api-keys', { key }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await suite.close();
  });
});

function onPostgres(): Promise<Backend> {
  return Promise.resolve({
    env: {},
    endMinute: async (api, keyId) => {
      await api.database.query('UPDATE rate_limits SET expire = 0 WHERE key = $1', [keyId]);
    },
    stop: () => Promise.resolve(),
  });
}

async function onRedis(): Promise<Backend> {
  const server = await RedisServer.start();
  return {
    env: { REDIS_URL: server.url },
    endMinute: async (api, keyId) => {
      const client = api.app.get(RedisConnection, { strict: false }).client!;
      const [name] = await client.keys(`*${keyId}*`);
      await client.del(name!);
    },
    stop: () => server.stop(),
  };
}

async function untilRedisIsReady(api: ApiUnderTest): Promise<void> {
  const { client } = api.app.get(RedisConnection, { strict: false });
  await waitFor('Redis to be ready', () => client === null || client.status === 'ready');
}
