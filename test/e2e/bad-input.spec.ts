import fc from 'fast-check';
import { type ErrorCode } from '../../src/core/errors/app-error';
import { FORMAT_NAMES } from '../../src/features/connectors';
import { aLead } from '../support/lead-requests';
import { expectProblem } from '../support/problem';
import { callRaw, exchangeBytes, type RawAnswer, type RawRequest } from '../support/raw-http';
import { Receiver } from '../support/receiver';
import { rowCounts } from '../support/row-counts';
import { startTestPlatform, type TestPlatform } from '../support/test-platform';
import { waitFor } from '../support/wait-for';

const MIB = 1024 * 1024;
const WEBHOOK = { url: 'http://127.0.0.1:9/', events: ['lead.verified'] };

/** A publish whose `data` is this JSON text. */
const publish = (data: string) => `{"type":"lead.verified","data":${data}}`;
/** A publish of exactly so many bytes. */
const publishOf = (bytes: number) => {
  const frame = publish('{"text":""}').length;
  return publish(`{"text":"${'x'.repeat(bytes - frame)}"}`);
};
const nested = (depth: number, inner = '1') => '{"a":'.repeat(depth) + inner + '}'.repeat(depth);

/** Some tests make hundreds of calls, one after the other: on a busy machine that takes a while. */
jest.setTimeout(180_000);

describe('bad input', () => {
  let test: TestPlatform;
  let before: Record<string, number>;

  beforeAll(async () => {
    test = await startTestPlatform({ EGRESS_ALLOW: '', ROLE: 'api' });
  });

  afterAll(() => test.close());

  beforeEach(async () => {
    before = await rowCounts(test.database);
  });

  afterEach(async () => {
    expect(await rowCounts(test.database)).toEqual(before);
  });

  function call(path: string, options: Omit<RawRequest, 'path'> = {}): Promise<RawAnswer> {
    const json: Record<string, string> =
      options.body === undefined ? {} : { 'content-type': 'application/json' };
    const headers = { authorization: `Bearer ${test.key}`, ...json, ...options.headers };
    return callRaw(test.platform.url, { ...options, path, headers });
  }

  const post = (path: string, body: unknown) =>
    call(path, { body: typeof body === 'string' ? body : JSON.stringify(body) });

  describe('the URL of a webhook', () => {
    it.each([
      // Loopback in every spelling the WHATWG parser knows.
      'http://127.0.0.1/',
      'http://127.1/',
      'http://127.000.000.001/',
      'http://2130706433/',
      'http://0x7f000001/',
      'http://0x7f.1/',
      'http://017700000001/',
      'http://0/',
      'http://①②⑦.⓪.⓪.①/',
      'http://127。0。0。1/',
      'http://%31%32%37.0.0.1/',
      'http://[::1]/',
      'http://[0:0:0:0:0:0:0:1]/',
      'http://[::]/',
      'http://localhost/',
      'http://LOCALHOST:8080/',
      'http://localhost./',
      // IPv4 inside IPv6.
      'http://[::ffff:127.0.0.1]/',
      'http://[::ffff:7f00:1]/',
      'http://[::127.0.0.1]/',
      'http://[64:ff9b::7f00:1]/',
      'http://[64:ff9b::a9fe:a9fe]/',
      'http://[2002:7f00:1::]/',
      'http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/',
      // Private, shared, link-local, documentation, multicast, reserved.
      'http://10.0.0.1/',
      'http://172.16.0.1/',
      'http://172.31.255.255/',
      'http://192.168.0.1/',
      'http://100.64.0.1/',
      'http://169.254.169.254/latest/meta-data/',
      'http://168.63.129.16/',
      'http://192.0.0.1/',
      'http://192.0.2.1/',
      'http://192.88.99.1/',
      'http://198.18.0.1/',
      'http://198.51.100.1/',
      'http://203.0.113.1/',
      'http://224.0.0.1/',
      'http://240.0.0.1/',
      'http://255.255.255.255/',
      'http://[fc00::1]/',
      'http://[fd00:ec2::254]/',
      'http://[fe80::1]/',
      'http://[fec0::1]/',
      'http://[ff02::1]/',
      'http://[100::1]/',
      'http://[2001:db8::1]/',
      'http://[3fff::1]/',
    ])('is refused where it leads inside: %s', async (url) => {
      const answer = await post('/v1/webhooks', { ...WEBHOOK, url });
      expectProblem(answer, { code: 'URL_NOT_ALLOWED', pointers: ['/url'] });
      expect(answer.text).not.toMatch(/127\.0|loopback|private/i);
    });

    it.each([
      '',
      ' ',
      'nope',
      '/webhooks',
      '//example.com/',
      'http:',
      'http://',
      'http:///path',
      'https://?query',
      'http:example.com',
      'http:/example.com',
      'http:\\\\example.com',
      'ftp://example.com/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'data:text/plain,x',
      'gopher://example.com/',
      'ws://example.com/',
      'http://user@example.com/',
      'http://user:password@example.com/',
      'http://@example.com/',
      'http://:@example.com/',
      'http://example.com:0/',
      'http://example.com:65536/',
      'http://example.com:port/',
      'http://exa mple.com/',
      'http://exa%00mple.com/',
      'http://[::1/',
      'http://[::1%25eth0]/',
      'http://1.2.3.4.5/',
      'http://256.256.256.256/',
      'http://99999999999/',
      'http://./',
      'http://../',
      'http://a..b/',
      `http://${'a'.repeat(64)}.com/`,
      `http://${'a.'.repeat(130)}com/`,
      `http://example.com/${'a'.repeat(2048)}`,
      `http://example.com/${'ü'.repeat(600)}`,
      'http://example.com/\nHost: inner',
      '\thttp://example.com/',
      'http://exa\tmple.com/',
      'http://example.com/\u0000',
      'http://example.com/\ud800',
    ])('is refused where it is none: %j', async (url) => {
      expectProblem(await post('/v1/webhooks', { ...WEBHOOK, url }), {
        code: 'VALIDATION_FAILED',
        pointers: ['/url'],
      });
    });

    it.each([null, 1, true, [], ['http://example.com/'], {}, { href: 'http://example.com/' }])(
      'is refused where it is no text: %j',
      async (url) => {
        expectProblem(await post('/v1/webhooks', { ...WEBHOOK, url }), {
          code: 'VALIDATION_FAILED',
          pointers: ['/url'],
        });
      },
    );
  });

  describe('fields', () => {
    const webhook = (field: object) => ({ ...WEBHOOK, url: 'http://203.0.114.1/', ...field });
    const fields: [string, object, ErrorCode, string[]][] = [
      ['/v1/webhooks', {}, 'VALIDATION_FAILED', ['/url', '/events']],
      ['/v1/webhooks', webhook({ events: [] }), 'VALIDATION_FAILED', ['/events']],
      ['/v1/webhooks', webhook({ events: 'lead.verified' }), 'VALIDATION_FAILED', ['/events']],
      ['/v1/webhooks', webhook({ events: { 0: '*' } }), 'VALIDATION_FAILED', ['/events']],
      ['/v1/webhooks', webhook({ events: [null] }), 'VALIDATION_FAILED', ['/events']],
      ['/v1/webhooks', webhook({ events: ['*', '*'] }), 'VALIDATION_FAILED', ['/events']],
      ['/v1/webhooks', webhook({ events: ['lead.**'] }), 'VALIDATION_FAILED', ['/events']],
      ['/v1/webhooks', webhook({ events: ['*.verified'] }), 'VALIDATION_FAILED', ['/events']],
      ['/v1/webhooks', webhook({ events: ['Lead.Verified'] }), 'VALIDATION_FAILED', ['/events']],
      ['/v1/webhooks', webhook({ events: ['lead.verified '] }), 'VALIDATION_FAILED', ['/events']],
      ['/v1/webhooks', webhook({ events: Array(51).fill('*') }), 'VALIDATION_FAILED', ['/events']],
      [
        '/v1/webhooks',
        webhook({ events: ['lead.verified', 'lead.unheard', 'order.paid'] }),
        'UNKNOWN_EVENT_TYPE',
        ['/events/1', '/events/2'],
      ],
      ['/v1/webhooks', webhook({ buyer_id: 'nobody' }), 'UNKNOWN_BUYER', ['/buyer_id']],
      ['/v1/webhooks', webhook({ timeout_ms: 999 }), 'VALIDATION_FAILED', ['/timeout_ms']],
      ['/v1/webhooks', webhook({ timeout_ms: 30_001 }), 'VALIDATION_FAILED', ['/timeout_ms']],
      ['/v1/webhooks', webhook({ timeout_ms: 1000.5 }), 'VALIDATION_FAILED', ['/timeout_ms']],
      ['/v1/webhooks', webhook({ timeout_ms: '5000' }), 'VALIDATION_FAILED', ['/timeout_ms']],
      [
        '/v1/webhooks',
        webhook({ retry_schedule_seconds: [0] }),
        'VALIDATION_FAILED',
        ['/retry_schedule_seconds'],
      ],
      [
        '/v1/webhooks',
        webhook({ retry_schedule_seconds: [1.5, null] }),
        'VALIDATION_FAILED',
        ['/retry_schedule_seconds'],
      ],
      [
        '/v1/webhooks',
        webhook({ retry_schedule_seconds: Array(100).fill(1) }),
        'VALIDATION_FAILED',
        ['/retry_schedule_seconds'],
      ],
      ['/v1/webhooks', webhook({ metadata: null }), 'VALIDATION_FAILED', ['/metadata']],
      ['/v1/webhooks', webhook({ metadata: ['a'] }), 'VALIDATION_FAILED', ['/metadata']],
      ['/v1/webhooks', webhook({ metadata: { a: 1 } }), 'VALIDATION_FAILED', ['/metadata']],
      ['/v1/webhooks', webhook({ metadata: { a: { b: 'c' } } }), 'VALIDATION_FAILED', ['/metadata']],
      ['/v1/webhooks', webhook({ secret: 'hunter2' }), 'VALIDATION_FAILED', ['/secret']],
      ['/v1/webhooks', webhook({ secret: 'whsec_' }), 'VALIDATION_FAILED', ['/secret']],
      [
        '/v1/webhooks',
        webhook({ secret: `whsec_${Buffer.alloc(23).toString('base64')}` }),
        'VALIDATION_FAILED',
        ['/secret'],
      ],
      [
        '/v1/webhooks',
        webhook({ secret: `whsec_${Buffer.alloc(65).toString('base64')}` }),
        'VALIDATION_FAILED',
        ['/secret'],
      ],
      [
        '/v1/webhooks',
        webhook({ secret: Buffer.alloc(32, 1).toString('base64') }),
        'VALIDATION_FAILED',
        ['/secret'],
      ],
      ['/v1/webhooks', webhook({ colour: 'red', id: 'wh_1' }), 'VALIDATION_FAILED', ['/colour', '/id']],
      ['/v1/mappings/preview', {}, 'VALIDATION_FAILED', ['/event']],
      [
        '/v1/mappings/preview',
        { event_type: 'lead.verified', event: { type: 'lead.verified', data: {} } },
        'VALIDATION_FAILED',
        ['/event'],
      ],
      ['/v1/mappings/preview', { event: {} }, 'VALIDATION_FAILED', ['/event/type', '/event/data']],
      ['/v1/mappings/preview', { event_type: 'lead.unheard' }, 'UNKNOWN_EVENT_TYPE', ['/event_type']],
      [
        '/v1/mappings/preview',
        { event: { type: 'lead.unheard', data: {} } },
        'UNKNOWN_EVENT_TYPE',
        ['/event/type'],
      ],
      [
        '/v1/mappings/preview',
        { event_type: 'lead.verified', buyer_id: 'nobody' },
        'UNKNOWN_BUYER',
        ['/buyer_id'],
      ],
      [
        '/v1/mappings/preview',
        { event_type: 'lead.verified', headers: { 'ce-id': '1' }, events: ['*'] },
        'VALIDATION_FAILED',
        ['/headers', '/events'],
      ],
      ['/v1/events', {}, 'VALIDATION_FAILED', ['/type', '/data']],
      ['/v1/events', { type: 'lead.unheard', data: {} }, 'UNKNOWN_EVENT_TYPE', ['/type']],
      ['/v1/events', { type: 'lead.*', data: {} }, 'VALIDATION_FAILED', ['/type']],
      ['/v1/events', { type: 'delivery.success', data: {} }, 'RULE_VIOLATED', ['/type']],
      ['/v1/events', { type: 'delivery.invented', data: {} }, 'RULE_VIOLATED', ['/type']],
      ['/v1/events', { type: ['lead.verified'], data: {} }, 'VALIDATION_FAILED', ['/type']],
      ...[null, [], [{}], 'text', 1, true].map((data): [string, object, ErrorCode, string[]] => [
        '/v1/events',
        { type: 'lead.verified', data },
        'VALIDATION_FAILED',
        ['/data'],
      ]),
      ['/v1/events', { type: 'lead.verified', data: {}, buyer_id: 'nobody' }, 'UNKNOWN_BUYER', ['/buyer_id']],
      ['/v1/events', { type: 'lead.verified', data: {}, id: 'evt_1' }, 'VALIDATION_FAILED', ['/id']],
      ['/v1/events/batch', { events: [] }, 'VALIDATION_FAILED', ['/events']],
      ['/v1/events/batch', { events: {} }, 'VALIDATION_FAILED', ['/events']],
      [
        '/v1/events/batch',
        { events: [{ type: 'lead.verified', data: {} }, null, 1, [], { type: 'lead.verified', data: [] }] },
        'VALIDATION_FAILED',
        ['/events/1', '/events/2', '/events/3', '/events/4/data'],
      ],
      [
        '/v1/events/batch',
        {
          events: [
            { type: 'lead.verified', data: {} },
            { type: 'lead.unheard', data: {} },
          ],
        },
        'UNKNOWN_EVENT_TYPE',
        ['/events/1/type'],
      ],
      [
        '/v1/events/batch',
        { events: Array.from({ length: 1001 }, () => ({ type: 'lead.verified', data: {} })) },
        'VALIDATION_FAILED',
        ['/events'],
      ],
      ['/v1/event-types', { name: 'one', description: 'x' }, 'VALIDATION_FAILED', ['/name']],
      ['/v1/event-types', { name: 'lead.verified', description: 'x' }, 'ALREADY_EXISTS', ['/name']],
      ['/v1/event-types', { name: 'delivery.lost', description: 'x' }, 'RULE_VIOLATED', ['/name']],
      [
        '/v1/event-types',
        { name: 'a.b', description: 'x', schema: { type: 'banana' } },
        'RULE_VIOLATED',
        ['/schema/type'],
      ],
      [
        '/v1/event-types',
        { name: 'a.b', description: 'x', schema: { required: ['id'] }, example: {} },
        'RULE_VIOLATED',
        ['/example'],
      ],
      ['/v1/buyers', { id: 'a b', name: 'x' }, 'VALIDATION_FAILED', ['/id']],
      ['/v1/buyers', { id: '', name: '' }, 'VALIDATION_FAILED', ['/id', '/name']],
      ['/v1/api-keys', { name: 'x', scopes: [] }, 'VALIDATION_FAILED', ['/scopes']],
      ['/v1/api-keys', { name: 'x', scopes: ['root'] }, 'VALIDATION_FAILED', ['/scopes']],
      [
        '/v1/api-keys',
        { name: 'x', scopes: ['*'], expires_at: '2001-01-01T00:00:00Z' },
        'RULE_VIOLATED',
        ['/expires_at'],
      ],
      [
        '/v1/api-keys',
        { name: 'x', scopes: ['*'], expires_at: '2030-W01' },
        'VALIDATION_FAILED',
        ['/expires_at'],
      ],
      ['/v1/api-keys', { name: 'x', scopes: ['*'], buyer_id: 'nobody' }, 'UNKNOWN_BUYER', ['/buyer_id']],
      ['/v1/replays', {}, 'VALIDATION_FAILED', ['/created_after']],
      ['/v1/replays', { created_after: 'yesterday' }, 'VALIDATION_FAILED', ['/created_after']],
    ];

    it.each(fields)('are named: POST %s %j is %s at %j', async (path, body, code, pointers) => {
      expectProblem(await post(path, body), { code, pointers });
    });

    const data = (conditions: unknown) => ({ filter: { data: conditions } });
    const keys = (count: number, value: unknown) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, value]));
    const deep = (levels: number) => JSON.parse(nested(levels)) as unknown;
    const column = { name: 'a', path: 'data.a' };

    it.each<[string, object, string[]]>([
      ['a format nobody knows', { format: 'soap' }, ['/format']],
      ['a format in capitals', { format: 'Slack' }, ['/format']],
      ['a format every object has', { format: 'constructor' }, ['/format']],
      ['two formats', { format: ['slack', 'teams'] }, ['/format']],
      ['no format', { format: null }, ['/format']],
      ['options that are a list', { format_options: [] }, ['/format_options']],
      ['options that are null', { format_options: null }, ['/format_options']],
      [
        'options of another format',
        { format: 'synaptis', format_options: { signature: 'ed25519' } },
        ['/format_options/signature'],
      ],
      [
        'options of two other formats',
        { format: 'slack', format_options: { mode: 'binary', chat_id: '1' } },
        ['/format_options/mode', '/format_options/chat_id'],
      ],
      [
        'an option every object has',
        { format_options: JSON.parse('{"__proto__":1,"constructor":2}') as object },
        ['/format_options/__proto__', '/format_options/constructor'],
      ],
      ['a missing option', { format: 'telegram' }, ['/format_options/chat_id']],
      [
        'an option of another type',
        { format: 'telegram', format_options: { chat_id: 7 } },
        ['/format_options/chat_id'],
      ],
      [
        'an option that is no choice',
        { format: 'standard', format_options: { signature: 'rsa' } },
        ['/format_options/signature'],
      ],
      [
        'an option that is no URI',
        { format: 'cloudevents', format_options: { source: 'a b' } },
        ['/format_options/source'],
      ],
      ['no columns', { format: 'csv', format_options: { columns: [] } }, ['/format_options/columns']],
      [
        'too many columns',
        { format: 'csv', format_options: { columns: Array.from({ length: 201 }, () => column) } },
        ['/format_options/columns'],
      ],
      ['options of too many bytes', { format_options: { a: 'x'.repeat(140_000) } }, ['/format_options']],
      [
        'a secret where keys sign',
        {
          format: 'standard',
          format_options: { signature: 'ed25519' },
          secret: `whsec_${Buffer.alloc(32).toString('base64')}`,
        },
        ['/secret'],
      ],
      [
        'a key where secrets sign',
        { format: 'slack', secret: `whsk_${Buffer.alloc(32).toString('base64')}` },
        ['/secret'],
      ],
      ['a key that is cut', { secret: 'whsk_AAAA' }, ['/secret']],
      ['a method without a body', { method: 'GET' }, ['/method']],
      ['a method in small letters', { method: 'post' }, ['/method']],
      ['no method', { method: null }, ['/method']],
      ...['mapping', 'header_mapping', 'url_mapping'].flatMap((name): [string, object, string[]][] => [
        [`an empty ${name}`, { [name]: '' }, [`/${name}`]],
        [`a ${name} that is no text`, { [name]: { lead: 1 } }, [`/${name}`]],
        [`a ${name} that is cut`, { [name]: '{"a": (' }, [`/${name}`]],
        [`a ${name} of too many bytes`, { [name]: `"${'é'.repeat(8_192)}"` }, [`/${name}`]],
        [`a ${name} with a pattern that never ends`, { [name]: '$match("a", /(a)\\1/)' }, [`/${name}`]],
        [`a ${name} nested too deep`, { [name]: '('.repeat(8_000) }, [`/${name}`]],
      ]),
      ['a filter that is a text', { filter: 'data.score > 90' }, ['/filter']],
      ['a filter that is a list', { filter: [{ type: 'bid.won' }] }, ['/filter']],
      ['an empty filter', { filter: {} }, ['/filter']],
      ['a filter on what events have not', { filter: { account_id: 'a' } }, ['/filter/account_id']],
      ['an unknown operator', data({ score: { $above: 90 } }), ['/filter/data/score/$above']],
      ['an operator of databases', { filter: { $where: 'true' } }, ['/filter/$where']],
      ['a pattern', data({ a: { $regex: '(a+)+$' } }), ['/filter/data/a/$regex']],
      ['an order without one', data({ a: { $gte: null } }), ['/filter/data/a/$gte']],
      ['an empty $in', data({ a: { $in: [] } }), ['/filter/data/a/$in']],
      ['an $in that is no list', data({ a: { $in: 'TX' } }), ['/filter/data/a/$in']],
      ['an $in of objects', data({ a: { $in: [{ b: 1 }] } }), ['/filter/data/a/$in/0']],
      ['an $in that is too long', data({ a: { $in: Array(101).fill(1) } }), ['/filter/data/a/$in']],
      ['an $exist that is no boolean', data({ a: { $exist: 'yes' } }), ['/filter/data/a/$exist']],
      ['an empty $or', { filter: { $or: [] } }, ['/filter/$or']],
      ['an $or that is no list', { filter: { $or: { type: 'bid.won' } } }, ['/filter/$or']],
      ['a $not of a list', { filter: { $not: [{ type: 'bid.won' }] } }, ['/filter/$not']],
      ['a text that is too long', data({ a: 'x'.repeat(1_001) }), ['/filter/data/a']],
      [
        'an ending that is too long',
        data({ a: { $endsWith: 'x'.repeat(51) } }),
        ['/filter/data/a/$endsWith'],
      ],
      ['too many endings', data(keys(11, { $endsWith: 'x' })), ['/filter']],
      ['too many conditions', data(keys(101, 1)), ['/filter']],
      ['too many values', data(keys(26, { $in: Array(10).fill(1) })), ['/filter']],
      ['too many bytes', data(keys(20, 'x'.repeat(900))), ['/filter']],
      ['too many levels', data(deep(10)), ['/filter/data/a/a/a/a/a/a/a/a/a']],
      [
        'something wrong everywhere',
        { format_options: { a: 1 }, mapping: '{', header_mapping: '(', url_mapping: '[', filter: { a: 1 } },
        ['/format_options/a', '/mapping', '/header_mapping', '/url_mapping', '/filter/a'],
      ],
    ])('of what deliveries look like are named: %s', async (_case, content, pointers) => {
      expectProblem(await post('/v1/webhooks', webhook(content)), { code: 'VALIDATION_FAILED', pointers });
      if ('secret' in content) return;
      const preview = { ...content, event_type: 'lead.verified' };
      expectProblem(await post('/v1/mappings/preview', preview), { code: 'VALIDATION_FAILED', pointers });
    });

    const text = webhook({ description: 'x' });
    it.each(['[]', '"text"', '1', 'null', 'true', '[{}]'])(
      'need an object around them, not %s',
      async (body) => {
        for (const path of ['/v1/webhooks', '/v1/events', '/v1/buyers', '/v1/replays']) {
          expectProblem(await post(path, body), { code: 'VALIDATION_FAILED', pointers: [''] });
        }
      },
    );

    it.each([
      ['NUL', '\\u0000'],
      ['half of a surrogate pair', '\\ud800'],
      ['the other half', '\\udc00x'],
    ])('cannot hold %s', async (_, escape) => {
      const cases: [string, object, string][] = [
        ['/v1/webhooks', { ...text, description: '§' }, '/description'],
        ['/v1/webhooks', { ...text, buyer_id: '§' }, '/buyer_id'],
        ['/v1/webhooks', { ...text, url: 'http://203.0.114.1/§' }, '/url'],
        ['/v1/webhooks', { ...text, events: ['lead.§'] }, '/events'],
        ['/v1/webhooks', { ...text, metadata: { a: '§' } }, '/metadata'],
        ['/v1/webhooks', { ...text, metadata: { '§': 'a' } }, '/metadata'],
        ['/v1/webhooks', { ...text, headers: { 'x-a': '§' } }, '/headers'],
        ['/v1/webhooks', { ...text, secret: '§' }, '/secret'],
        ['/v1/webhooks', { ...text, format: '§' }, '/format'],
        [
          '/v1/webhooks',
          { ...text, format: 'telegram', format_options: { chat_id: '§' } },
          '/format_options/chat_id',
        ],
        ['/v1/webhooks', { ...text, method: '§' }, '/method'],
        ['/v1/webhooks', { ...text, mapping: '"§"' }, '/mapping'],
        ['/v1/webhooks', { ...text, header_mapping: '{"x": "§"}' }, '/header_mapping'],
        ['/v1/webhooks', { ...text, url_mapping: '"/§"' }, '/url_mapping'],
        ['/v1/webhooks', { ...text, filter: { type: '§' } }, '/filter/type'],
        ['/v1/webhooks', { ...text, filter: { data: { a: { $in: ['a', '§'] } } } }, '/filter/data/a/$in/1'],
        ['/v1/events', { type: '§', data: {} }, '/type'],
        ['/v1/events', { type: 'lead.verified', data: {}, buyer_id: '§' }, '/buyer_id'],
        ['/v1/buyers', { name: '§' }, '/name'],
        ['/v1/buyers', { id: '§', name: 'x' }, '/id'],
        ['/v1/buyers', { name: 'x', metadata: { a: '§' } }, '/metadata'],
        ['/v1/api-keys', { name: '§', scopes: ['*'] }, '/name'],
        ['/v1/api-keys', { name: 'x', scopes: ['§'] }, '/scopes'],
        ['/v1/event-types', { name: 'a.b', description: '§' }, '/description'],
        ['/v1/event-types', { name: 'a.b§', description: 'x' }, '/name'],
        ['/v1/replays', { created_after: '§' }, '/created_after'],
        ['/v1/replays', { created_after: '2026-01-01T00:00:00Z', event_type: '§' }, '/event_type'],
      ];
      for (const [path, body, pointer] of cases) {
        const answer = await post(path, JSON.stringify(body).replaceAll('§', escape));
        expectProblem(answer, { code: 'VALIDATION_FAILED', pointers: [pointer] });
      }
      for (const data of [{ schema: { title: '§' } }, { example: { a: '§' } }]) {
        const body = JSON.stringify({ name: 'a.b', description: 'x', ...data });
        const { status } = await post('/v1/event-types', body.replaceAll('§', escape));
        expect([201, 400, 422]).toContain(status);
        await test.database.query(`DELETE FROM event_types`);
      }
    });

    it.each([
      ['host', 'inner.example'],
      ['Content-Type', 'text/html'],
      ['content-length', '0'],
      ['transfer-encoding', 'chunked'],
      ['connection', 'x-a'],
      ['webhook-id', 'evt_1'],
      ['X-Synaptis-Signature', 't=1'],
      ['x_synaptis_signature', 't=1'],
      ['X-LeadsBot-Signature', 'a'],
      ['ce-id', 'evt_1'],
      ['content-range', 'bytes 0-1/2'],
      ['x-a', 'b\r\nx-injected: 1'],
      ['x-a', 'b\nx-injected: 1'],
      ['x-a', 'b\u0000'],
      ['x-a', '東京'],
      ['x-a\r\nx-injected', '1'],
      ['x-a: 1\r\nx-b', '1'],
      ['x a', '1'],
      ['', '1'],
      [':authority', '1'],
    ])('add no header that could smuggle something: %j: %j', async (name, value) => {
      const answer = await post('/v1/webhooks', webhook({ headers: { [name]: value } }));
      expectProblem(answer, { code: 'VALIDATION_FAILED', pointers: ['/headers'] });
    });

    it('are named up to a point, so that the answer stays small', async () => {
      const unknown = Array.from({ length: 15_000 }, (_, index) => [`unknown_${index}`.padEnd(50, 'x'), 1]);
      const answer = await post('/v1/buyers', Object.fromEntries([...unknown, ['y'.repeat(10_000), 1]]));
      expectProblem(answer, { code: 'VALIDATION_FAILED' });
      expect(answer.text.length).toBeLessThan(20_000);
    });

    it('hide behind no other object', async () => {
      const hidden = { constructor: { name: 'x' } };
      for (const [path, body, pointers] of [
        ['/v1/events', { type: hidden, data: {} }, ['/type']],
        ['/v1/events', { type: 'lead.verified', data: {}, constructor: 1 }, ['/constructor']],
        [
          '/v1/events/batch',
          { events: [{ type: 'lead.verified', data: {}, constructor: 1 }] },
          ['/events/0/constructor'],
        ],
        ['/v1/webhooks', { ...webhook({}), events: [hidden] }, ['/events']],
        ['/v1/webhooks', { ...webhook({}), colour: hidden }, ['/colour']],
      ] as const) {
        expectProblem(await post(path, body), { code: 'VALIDATION_FAILED', pointers: [...pointers] });
      }
    });

    it('add no prototype', async () => {
      for (const key of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']) {
        const body = `{"name":"x","${key}":{"polluted":true}}`;
        expectProblem(await post('/v1/buyers', body), {
          code: 'VALIDATION_FAILED',
          pointers: [`/${key}`],
        });
      }
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    });
  });

  describe('JSON', () => {
    it.each([
      ['9007199254740992', ''],
      ['-9007199254740993', ''],
      ['12345678901234567890', ''],
      ['1e400', ''],
      ['-1e400', ''],
      ['1e-400', ''],
      ['0.1000000000000000055511151231257827', ''],
      ['{"a":1,"a":1}', '/a'],
      ['{"a":1,"\\u0061":2}', '/a'],
      ['[[{"b":[0,{"c":1,"c":2}]}]]', '/0/0/b/1/c'],
      ['{"__proto__":1,"__proto__":2}', '/__proto__'],
      ['{"a/b":{"~":1e400}}', '/a~1b/~0'],
    ])('that receivers would read differently is refused: %s', async (value, pointer) => {
      const answer = await post('/v1/events', publish(`{"n":${value}}`));
      expectProblem(answer, { code: 'LOSSY_JSON', pointers: [`/data/n${pointer}`] });
    });

    it('with a duplicate key outside of data is refused as well', async () => {
      const duplicate = '{"type":"lead.verified","data":{},"type":"lead.submitted"}';
      expectProblem(await post('/v1/events', duplicate), { code: 'LOSSY_JSON', pointers: ['/type'] });
      const webhook = '{"url":"http://203.0.114.1/","events":["*"],"url":"http://127.0.0.1/"}';
      expectProblem(await post('/v1/webhooks', webhook), { code: 'LOSSY_JSON', pointers: ['/url'] });
    });

    it.each([
      '{',
      '{"type":"lead.verified","data":{}',
      '{"type":"lead.verified","data":{}}}',
      "{'type':1}",
      '{"a":1,}',
      '{"a":NaN}',
      '{"a":01}',
      '{"a":+1}',
      '{"a":.5}',
      '{"a":"\t"}',
      '{"a":"\\x41"}',
      '{"a":undefined}',
      '{/* */}',
      'undefined',
      '   ',
      '\ufeff{"type":"lead.verified","data":{}}',
      '\u0000',
      '{"type":"lead.verified","data":{}}\u0000',
      '{"a":1}{"b":2}',
      'type=lead.verified',
    ])('that is none is refused: %j', async (body) => {
      expectProblem(await post('/v1/events', body), { code: 'MALFORMED_JSON' });
    });

    it.each([
      ['a lone continuation byte', [0x80]],
      ['an overlong slash', [0xc0, 0xaf]],
      ['a surrogate', [0xed, 0xa0, 0x80]],
      ['a cut sequence', [0xe6, 0x9d]],
      ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
      ['Latin-1', [0xfc]],
    ])('in broken UTF-8 is refused: %s', async (_, bytes) => {
      const [head = '', tail = ''] = publish('{"a":"§"}').split('§');
      const body = Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(tail)]);
      expectProblem(await call('/v1/events', { body }), { code: 'MALFORMED_JSON' });
    });

    it.each([
      ['UTF-16LE', 'utf16le'],
      ['base64', 'base64'],
    ] as const)('in another encoding is refused: %s', async (_, encoding) => {
      const body =
        encoding === 'base64'
          ? Buffer.from(Buffer.from(publish('{}')).toString('base64'))
          : Buffer.from(publish('{}'), encoding);
      expectProblem(await call('/v1/events', { body }), { code: 'MALFORMED_JSON' });
    });

    it.each([
      ['objects', publish(nested(10_000))],
      ['arrays', publish(`{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`)],
      ['just one level too many', publish(nested(64))],
    ])('nested too deep is refused: %s', async (_, body) => {
      expectProblem(await post('/v1/events', body), { code: 'VALIDATION_FAILED' });
    });

    it('that is deep and never closed is refused in no time', async () => {
      const startedMs = performance.now();
      expectProblem(await post('/v1/events', '['.repeat(MIB)), { code: 'VALIDATION_FAILED' });
      // Whoever looks back over all that is open at every bracket takes minutes.
      expect(performance.now() - startedMs).toBeLessThan(10_000);
    });

    it('with too many keys is refused', async () => {
      const keys = Array.from({ length: 30_000 }, (_, index) => `"k${index}":0`).join(',');
      expectProblem(await post('/v1/events', publish(`{${keys}}`)), { code: 'VALIDATION_FAILED' });
    });
  });

  describe('bodies', () => {
    it('over 1 MiB are refused by their Content-Length', async () => {
      expectProblem(await post('/v1/events', publishOf(MIB + 1)), { code: 'BODY_TOO_LARGE' });
    });

    it('over 1 MiB are refused while they are counted', async () => {
      const bytes = Buffer.from(publishOf(MIB + 1));
      const body = [bytes.subarray(0, 500_000), bytes.subarray(500_000)];
      expectProblem(await call('/v1/events', { body }), { code: 'BODY_TOO_LARGE' });
    });

    it('are refused before they are sent when they say that they are too large', async () => {
      const head = [
        'POST /v1/events HTTP/1.1',
        'host: localhost',
        `authorization: Bearer ${test.key}`,
        'content-type: application/json',
        'content-length: 99999999999',
        'connection: close',
      ];
      const answer = await exchangeBytes(test.platform.url, `${head.join('\r\n')}\r\n\r\n`);
      expectProblem(answer, { code: 'BODY_TOO_LARGE' });
    });

    it.each(['gzip', 'br', 'deflate', 'zstd', 'identity', 'x-unknown', 'gzip, br', ''])(
      'with Content-Encoding %j are refused before anything decodes them',
      async (encoding) => {
        const answer = await call('/v1/events', {
          body: publish('{}'),
          headers: { 'content-encoding': encoding },
        });
        expectProblem(answer, { code: 'UNSUPPORTED_CONTENT_ENCODING' });
      },
    );

    it.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
      'application/jsonp',
      'application/json-patch+json',
      'application/octet-stream',
      'text/json',
      'json',
      '*/*',
      '',
    ])('of the type %j are refused', async (type) => {
      const answer = await call('/v1/events', { body: publish('{}'), headers: { 'content-type': type } });
      expectProblem(answer, { code: 'UNSUPPORTED_CONTENT_TYPE' });
    });

    it('of no type are refused', async () => {
      const answer = await callRaw(test.platform.url, {
        path: '/v1/events',
        headers: { authorization: `Bearer ${test.key}` },
        body: publish('{}'),
      });
      expectProblem(answer, { code: 'UNSUPPORTED_CONTENT_TYPE' });
    });

    it('that are empty are named as what they lack', async () => {
      const expected = { code: 'VALIDATION_FAILED', pointers: ['/type', '/data'] } as const;
      expectProblem(await call('/v1/events', { body: '' }), {
        ...expected,
        pointers: [...expected.pointers],
      });
      expectProblem(await call('/v1/events'), { ...expected, pointers: [...expected.pointers] });
    });

    it('shorter than they say end the request', async () => {
      const answer = await exchangeBytes(
        test.platform.url,
        `POST /v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${test.key}\r\n` +
          'content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\n',
      );
      expectProblem(answer, { code: 'VALIDATION_FAILED' });
    });

    it('of two lengths are refused', async () => {
      const answer = await exchangeBytes(
        test.platform.url,
        `POST /v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${test.key}\r\n` +
          'content-type: application/json\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      );
      expectProblem(answer, { code: 'VALIDATION_FAILED' });
    });
  });

  describe('addresses', () => {
    const ids = [
      'x',
      'evt_1',
      '0',
      '-1',
      '%00',
      'wh_%00',
      '..%2f..%2fetc%2fpasswd',
      "1'%20OR%20'1'='1",
      '%F0%9F%8F%A1',
    ];
    const collections = [
      ...[
        'webhooks',
        'events',
        'deliveries',
        'replays',
        'buyers',
        'event-types',
        'leads',
        'pings',
        'formats',
      ],
    ];

    it.each(collections)('with an id that cannot be are 404: /v1/%s/…', async (collection) => {
      const ofOthers = ['acct', 'key', 'wh', 'evt', 'dlv', 'rpl', 'lead', 'ping', 'zzz'].map(
        (prefix) => `${prefix}_01kf0k8y20f2etja3vn6y8b1ke`,
      );
      for (const id of [...ids, ...ofOthers, ...ofOthers.map((one) => one.toUpperCase()), 'x'.repeat(190)]) {
        expectProblem(await call(`/v1/${collection}/${id}`, { method: 'GET' }), { code: 'NOT_FOUND' });
      }
    });

    it.each([
      ['PATCH', '/v1/webhooks/§'],
      ['DELETE', '/v1/webhooks/§'],
      ['GET', '/v1/webhooks/§/secret'],
      ['GET', '/v1/webhooks/§/public-key'],
      ['GET', '/.well-known/webhooks/§/jwks.json'],
      ['POST', '/v1/webhooks/§/secret/rotate'],
      ['POST', '/v1/webhooks/§/test'],
      ['POST', '/v1/events/§/replay'],
      ['POST', '/v1/deliveries/§/replay'],
      ['POST', '/v1/deliveries/§/cancel'],
      ['POST', '/v1/replays/§/cancel'],
      ['PATCH', '/v1/buyers/§'],
      ['DELETE', '/v1/buyers/§'],
      ['PATCH', '/v1/event-types/§'],
      ['DELETE', '/v1/api-keys/§'],
      ['GET', '/v1/leads/§/timeline'],
      ['GET', '/v1/leads/§/submissions'],
      ['POST', '/v1/leads/§/submissions'],
      ['PATCH', '/v1/leads/§'],
      ['GET', '/analytics/leads/§'],
      ['DELETE', '/v1/suppressions/§'],
      ['GET', '/v1/buyers/§/bidding'],
      ['PUT', '/v1/buyers/§/bidding', '{"url":"https://your-server.com/bids"}'],
      ['DELETE', '/v1/buyers/§/bidding'],
      ['POST', '/v1/pings/§/post', '{"phone":"5551234567"}'],
    ])('with an id that cannot be change nothing: %s %s', async (method, path, given = '{}') => {
      for (const id of [...ids, 'evt_01kf0k8y20f2etja3vn6y8b1ke']) {
        const body = method === 'GET' || method === 'DELETE' ? undefined : given;
        const answer = await call(path.replace('§', id), { method, ...(body && { body }) });
        expectProblem(answer, { code: 'NOT_FOUND' });
      }
    });

    it.each(['/v1/webhooks/%', '/v1/webhooks/%zz', '/v1/webhooks/%c3', '/%E0%A4%A', '/v1/events/%ff'])(
      'with a broken escape are refused: %s',
      async (path) => {
        expectProblem(await call(path, { method: 'GET' }), { code: 'VALIDATION_FAILED' });
      },
    );

    it.each([
      '/',
      '/v1',
      '/v1/',
      '/v2/events',
      '/v1/unknown',
      '/v1/webhooks/',
      '//v1/webhooks',
      '/V1/webhooks',
      '/v1/../v1/webhooks',
      '/.git/config',
      '/openapi.yaml',
      '/v1/webhooks/a/b/c/d',
    ])('that lead nowhere are 404: %s', async (path) => {
      expectProblem(await call(path, { method: 'GET' }), { code: 'NOT_FOUND' });
    });

    it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'LINK'])(
      'are not called by methods they do not have: %s /v1/webhooks',
      async (method) => {
        expectProblem(await call('/v1/webhooks', { method }), { code: 'NOT_FOUND' });
      },
    );

    it('that are very long are refused', async () => {
      expectProblem(await call(`/v1/webhooks/${'x'.repeat(4_000)}`, { method: 'GET' }), {
        code: 'VALIDATION_FAILED',
      });
      expectProblem(await call(`/v1/${'x/'.repeat(3_000)}`, { method: 'GET' }), { code: 'NOT_FOUND' });
    });

    it('answer HEAD like GET, without a body', async () => {
      const head = await call('/v1/webhooks', { method: 'HEAD' });
      expect(head).toMatchObject({ status: 200, text: '' });
      const unknown = await call('/v1/webhooks/wh_1', { method: 'HEAD' });
      expect(unknown).toMatchObject({ status: 404, text: '' });
    });

    it('ignore a body where there is none to be', async () => {
      const answer = await call('/v1/webhooks', { method: 'GET', body: '{"a":' });
      expect(answer.status).toBe(200);
    });
  });

  describe('queries', () => {
    it.each([
      ['/v1/webhooks?limit=0', '?limit'],
      ['/v1/webhooks?limit=251', '?limit'],
      ['/v1/webhooks?limit=-1', '?limit'],
      ['/v1/webhooks?limit=1.5', '?limit'],
      ['/v1/webhooks?limit=1e2', '?limit'],
      ['/v1/webhooks?limit=', '?limit'],
      ['/v1/webhooks?limit=abc', '?limit'],
      ['/v1/webhooks?limit=99999999999999999999', '?limit'],
      ['/v1/webhooks?limit=1&limit=2', '?limit'],
      ['/v1/webhooks?limit[]=1', '?limit[]'],
      ['/v1/webhooks?status=deleted', '?status'],
      ['/v1/webhooks?status=active&status=disabled', '?status'],
      ['/v1/webhooks?format=soap', '?format'],
      ['/v1/webhooks?format=', '?format'],
      ['/v1/webhooks?format=slack&format=teams', '?format'],
      ['/v1/webhooks?method=PUT', '?method'],
      ['/v1/webhooks?offset=10', '?offset'],
      ['/v1/webhooks?__proto__=1', '?__proto__'],
      ['/v1/webhooks?constructor=1', '?constructor'],
      ['/v1/webhooks?buyer_id=%00', '?buyer_id'],
      ['/v1/webhooks?event=%00', '?event'],
      ['/v1/webhooks?cursor=a&cursor=b', '?cursor'],
      ['/v1/webhooks?cursor=%00', '?cursor'],
      ['/v1/events?type=%00', '?type'],
      ['/v1/events?buyer_id=%00', '?buyer_id'],
      ['/v1/events?created_after=%00', '?created_after'],
      ['/v1/events?created_after=yesterday', '?created_after'],
      ['/v1/events?created_before=2026-02-30T00:00:00Z', '?created_before'],
      ['/v1/events?created_before=2026-01-01', '?created_before'],
      ['/v1/events?created_after=2026-01-01T00:00:00', '?created_after'],
      ['/v1/deliveries?status=sent', '?status'],
      ['/v1/deliveries?webhook_id=evt_01kf0k8y20f2etja3vn6y8b1ke', '?webhook_id'],
      ['/v1/deliveries?event_id=1', '?event_id'],
      ['/v1/deliveries?status_code_class=9xx', '?status_code_class'],
      ['/v1/deliveries?parked=yes', '?parked'],
      ['/v1/deliveries?event_type=%00', '?event_type'],
      ['/v1/deliveries?buyer_id=%00', '?buyer_id'],
      ['/v1/deliveries?created_after=1', '?created_after'],
      ['/v1/replays?status=lost', '?status'],
      ['/v1/leads?phone=555', '?phone'],
      ['/v1/leads?phone=%00', '?phone'],
      ['/v1/leads?stage=new', '?stage'],
      ['/v1/leads?eligible=1', '?eligible'],
      ['/v1/leads?created_after=today', '?created_after'],
      ['/v1/leads?created_before=2026-02-30T00:00:00Z', '?created_before'],
      ['/v1/leads?door=api', '?door'],
      ...['source', 'state', 'email', 'crm_lead_id', 'buyer_id'].map((name): [string, string] => [
        `/v1/leads?${name}=%00`,
        `?${name}`,
      ]),
      [`/v1/leads?source=${'x'.repeat(256)}`, '?source'],
      ['/v1/leads?email=a&email=b', '?email'],
      ['/v1/suppressions?phone=x', '?phone'],
      ['/v1/suppressions?reason=x', '?reason'],
      ['/v1/pings?status=lost', '?status'],
      ['/v1/pings?limit=0', '?limit'],
    ])('are checked like bodies: %s', async (path, pointer) => {
      expectProblem(await call(path, { method: 'GET' }), { code: 'VALIDATION_FAILED', pointers: [pointer] });
    });

    const lists = [
      ...['webhooks', 'events', 'deliveries', 'replays', 'buyers', 'event-types', 'api-keys'],
      ...['leads', 'suppressions', 'pings', 'formats'],
    ];

    it.each(lists)('take no cursor that their list did not give out: /v1/%s', async (list) => {
      const [account] = await test.database.query<{ id: string }>('SELECT id FROM accounts');
      const encode = (...parts: string[]) => Buffer.from(parts.join('\n')).toString('base64url');
      const other = lists.find((name) => name !== list)!;
      const cursors = [
        'x',
        '!!!',
        '',
        encode('x'),
        encode(list, 'acct_1', 'x'),
        encode(other, account!.id, 'x'),
        encode(list, account!.id, ''),
        encode(list, account!.id, 'x', 'y'),
        encode(list, account!.id, 'x\0'),
      ];
      for (const cursor of cursors) {
        const answer = await call(`/v1/${list}?cursor=${encodeURIComponent(cursor)}`, { method: 'GET' });
        expectProblem(answer, { code: 'INVALID_CURSOR', pointers: ['?cursor'] });
      }
      // Forged with the right names: no crash, no matter what it points to.
      for (const position of [
        "' OR 1=1",
        '\u{1f3e1}',
        '\ud800',
        'x'.repeat(200),
        '9'.repeat(15),
        '9'.repeat(15) + ':a',
      ]) {
        const cursor = encode(list, account!.id, position);
        const { status } = await call(`/v1/${list}?cursor=${cursor}`, { method: 'GET' });
        expect([200, 400]).toContain(status);
      }
    });
  });

  describe('headers', () => {
    it.each(['', ' ', 'a b', 'ü', 'x'.repeat(256), 'a,b c'])(
      'hold no idempotency key such as %j',
      async (key) => {
        const answer = await call('/v1/buyers', {
          body: '{"name":"x"}',
          headers: { 'idempotency-key': Buffer.from(key).toString('latin1') },
        });
        expectProblem(answer, { code: 'INVALID_IDEMPOTENCY_KEY' });
      },
    );

    it('hold one idempotency key, not two', async () => {
      const answer = await call('/v1/buyers', {
        body: '{"name":"x"}',
        headers: { 'idempotency-key': ['a', 'b'] },
      });
      expectProblem(answer, { code: 'INVALID_IDEMPOTENCY_KEY' });
    });

    it.each(['x'.repeat(129), 'a b', '<script>', 'ü', ''])(
      'bring no request id such as %j into answers and logs',
      async (id) => {
        const answer = await call('/v1/nowhere', {
          method: 'GET',
          headers: { 'x-request-id': Buffer.from(id).toString('latin1') },
        });
        expectProblem(answer, { code: 'NOT_FOUND' });
        expect(answer.headers['x-request-id']).toMatch(/^req_[0-9a-f-]{36}$/);
      },
    );

    it('bring a sane request id into the answer', async () => {
      const answer = await call('/v1/nowhere', { method: 'GET', headers: { 'x-request-id': 'order-4711' } });
      expect(answer.headers['x-request-id']).toBe('order-4711');
      expectProblem(answer, { code: 'NOT_FOUND' });
    });

    it('that are larger than any need are refused', async () => {
      const answer = await call('/v1/webhooks', {
        method: 'GET',
        headers: { 'x-large': 'x'.repeat(20_000) },
      });
      expectProblem(answer, { code: 'HEADERS_TOO_LARGE' });
    });

    it.each([
      ['what is no HTTP', 'HELLO\r\n\r\n'],
      ['a TLS greeting', Uint8Array.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00])],
      ['a NUL in a header', 'GET / HTTP/1.1\r\nhost: x\r\nx-a: \0\r\n\r\n'],
      ['a NUL in the address', 'GET /\0 HTTP/1.1\r\nhost: x\r\n\r\n'],
      ['a space in a header name', 'GET / HTTP/1.1\r\nhost: x\r\nx a: 1\r\n\r\n'],
      ['a wrong version', 'GET / HTTP/9.9\r\nhost: x\r\n\r\n'],
    ])('and requests that cannot be read are refused: %s', async (_, bytes) => {
      expectProblem(await exchangeBytes(test.platform.url, bytes), { code: 'VALIDATION_FAILED' });
    });
  });
});

describe('HTTPS_ONLY', () => {
  it('refuses http URLs', async () => {
    const test = await startTestPlatform({ HTTPS_ONLY: 'true', ROLE: 'api' });
    const { body } = await test.api.post('/v1/webhooks', WEBHOOK).expect(422);
    expect(body).toMatchObject({ code: 'HTTPS_REQUIRED', errors: [{ pointer: '/url' }] });
    expect((await rowCounts(test.database))['webhooks']).toBe(0);
    await test.close();
  });
});

describe('odd input that is fine', () => {
  let test: TestPlatform;
  let receiver: Receiver;

  beforeAll(async () => {
    test = await startTestPlatform();
    receiver = await Receiver.start();
    await test.api.post('/v1/webhooks', { url: receiver.url, events: ['*'] }).expect(201);
  });

  afterAll(async () => {
    await receiver.stop();
    await test.close();
  });

  function send(path: string, body?: string, method = 'POST', more: Record<string, string> = {}) {
    const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const headers = { authorization: `Bearer ${test.key}`, ...json, ...more };
    return callRaw(test.platform.url, { method, path, headers, ...(body !== undefined && { body }) });
  }

  async function delivered(body: string, headers: Record<string, string> = {}): Promise<string> {
    const answer = await send('/v1/events', body, 'POST', headers);
    expect(answer).toMatchObject({ status: 202 });
    const { id } = JSON.parse(answer.text) as { id: string };
    const received = await waitFor('the delivery', () =>
      receiver.received.find((one) => one.headers['webhook-id'] === id),
    );
    expect(JSON.stringify(JSON.parse(received.body))).toBe(received.body);
    return JSON.stringify((JSON.parse(received.body) as { data: unknown }).data);
  }

  it.each([
    '{"__proto__":{"polluted":true}}',
    '{"a":{"__proto__":null,"b":1}}',
    '{"constructor":"x"}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"a":[{"constructor":1},{"constructor":null}]}',
    '{"toString":1,"valueOf":2,"toJSON":3,"hasOwnProperty":4,"then":5}',
    '{"length":3,"0":"a","size":1,"":"empty"}',
    '{"text":"\\u0000 \\ud800 \\u2028"}',
    '{"n":[0,-0.5,1e21,5e-324,9007199254740991,1.7976931348623157e308]}',
    '{"deep":' + nested(60) + '}',
  ])('arrives as it was sent: %s', async (data) => {
    expect(await delivered(publish(data))).toBe(JSON.stringify(JSON.parse(data)));
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('is 1 MiB to the byte', async () => {
    expect((await delivered(publishOf(MIB))).length).toBeGreaterThan(MIB - 100);
  });

  it('may name its charset, stand in chunks, and have space around it', async () => {
    const headers = { 'content-type': 'Application/JSON; charset=UTF-8' };
    expect(await delivered(` \r\n\t${publish('{"a":1}')}\n`, headers)).toBe('{"a":1}');
  });

  it('is a name that every object has, in headers and metadata', async () => {
    const odd = '{"constructor":"a","__proto__":"b","toString":"c"}';
    const own = await Receiver.start();
    const created = await send(
      '/v1/webhooks',
      `{"url":"${own.url}","events":["bid.won"],"headers":${odd},"metadata":${odd}}`,
    );
    const webhook = JSON.parse(created.text) as { id: string };
    for (const field of ['headers', 'metadata']) expect(created.text).toContain(`"${field}":${odd}`);
    const shown = await send(`/v1/webhooks/${webhook.id}`, undefined, 'GET');
    expect(shown.text).toContain(`"metadata":${odd}`);
    await send(`/v1/webhooks/${webhook.id}/test`, '{}');
    const [received] = await own.waitForCount(1);
    expect(Object.entries(received!.headers)).toEqual(
      expect.arrayContaining([
        ['constructor', 'a'],
        ['tostring', 'c'],
      ]),
    );
    await own.stop();
    const buyer = await send('/v1/buyers', `{"id":"odd","name":"x","metadata":${odd}}`);
    expect(buyer.text).toContain(`"metadata":${odd}`);
  });

  describe('whatever it is', () => {
    const key = fc.oneof(
      fc.constantFrom('__proto__', 'constructor', 'toString', 'then', 'length', 'type', 'data', 'events', ''),
      fc.string({ unit: 'binary' }),
    );
    const { json } = fc.letrec<{ json: unknown; list: unknown[]; object: [string, unknown][] }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 5, depthSize: 'small' },
        fc.string({ unit: 'binary' }),
        fc.oneof(fc.double(), fc.integer(), fc.constantFrom(2 ** 53, -0, 1e21)),
        fc.constantFrom(null, true, false),
        tie('list'),
        tie('object').map(toObject),
      ),
      list: fc.array(tie('json'), { maxLength: 4 }),
      object: fc.array(fc.tuple(key, tie('json')), { maxLength: 5 }),
    }));
    const data = fc.array(fc.tuple(key, json), { maxLength: 5 }).map(toObject);
    /** @param needed mostly there, so that chance makes enough bodies that are taken */
    const fields = (names: Record<string, fc.Arbitrary<unknown>>, needed: string[] = []) =>
      fc
        .tuple(
          fc.oneof(
            { weight: 9, arbitrary: fc.record(names, { requiredKeys: needed }) },
            fc.record(names, { requiredKeys: [] }),
          ),
          fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, data),
        )
        .map(([known, unknown]) => JSON.stringify({ ...known, ...unknown }));

    it('is published as it came, or refused, and never a failure of ours', async () => {
      const type = fc.oneof({ weight: 9, arbitrary: fc.constant('lead.verified') }, json);
      const event = fields({ type, data: fc.oneof({ weight: 9, arbitrary: data }, json), buyer_id: json });
      const good = data.map((one) => publish(JSON.stringify(one)));
      const sent = new Map<string, string>();
      await fc.assert(
        fc.asyncProperty(fc.oneof(event, good, fc.json(), fc.string({ unit: 'binary' })), async (body) => {
          const answer = await send('/v1/events', body);
          expect(answer.status).toBeLessThan(500);
          if (answer.status !== 202) return;
          const { id } = JSON.parse(answer.text) as { id: string };
          sent.set(id, JSON.stringify((JSON.parse(body) as { data: unknown }).data));
        }),
        { numRuns: 300 },
      );
      expect(sent.size).toBeGreaterThan(30);
      const bodies = await waitFor(
        'all deliveries',
        () => {
          const found = receiver.received.filter(({ headers }) => sent.has(String(headers['webhook-id'])));
          return found.length >= sent.size && found.map(({ body }) => body);
        },
        { limitMs: 60_000 },
      );
      for (const body of bodies) {
        const { id, data } = JSON.parse(body) as { id: string; data: unknown };
        expect(JSON.stringify(data)).toBe(sent.get(id));
        expect(JSON.stringify(JSON.parse(body))).toBe(body);
      }
    });

    it('is a webhook, or refused, and never a failure of ours', async () => {
      const word = fc.constantFrom(
        ...[
          'event',
          '.data',
          '$',
          '$$',
          '{',
          '}',
          '(',
          ')',
          '[',
          ']',
          '"',
          '/',
          '|',
          '~>',
          ':=',
          '&',
          '**',
          ' ',
        ],
        ...['function($x)', '$string', '$match', '?', ':', ',', '1', '^(', '@$i', '#$i', '%', '`', '\\u'],
      );
      const expression = fc
        .array(fc.oneof(word, fc.string({ unit: 'binary' })), { maxLength: 12 })
        .map((words) => words.join(''));
      const operator = fc.constantFrom(
        '$eq',
        '$gt',
        '$in',
        '$nin',
        '$endsWith',
        '$exist',
        '$or',
        '$and',
        '$not',
        'a',
        'type',
      );
      const { conditions } = fc.letrec<{ conditions: unknown }>((tie) => ({
        conditions: fc.oneof(
          { maxDepth: 6, depthSize: 'small' },
          fc.oneof(
            fc.string({ unit: 'binary' }),
            fc.double({ noNaN: true }),
            fc.boolean(),
            fc.constant(null),
          ),
          fc.array(tie('conditions'), { maxLength: 3 }),
          fc.dictionary(operator, tie('conditions'), { maxKeys: 3 }),
          fc.record({ data: fc.dictionary(operator, tie('conditions'), { maxKeys: 3 }) }),
        ),
      }));
      const webhook = fields({
        url: fc.oneof({ weight: 5, arbitrary: fc.constant('http://127.0.0.1:9/') }, fc.webUrl(), json),
        events: fc.oneof({ weight: 5, arbitrary: fc.constant(['bid.won']) }, json, fc.array(json)),
        description: json,
        buyer_id: json,
        headers: fc.oneof(data, fc.dictionary(key, fc.string())),
        timeout_ms: json,
        retry_schedule_seconds: fc.oneof(json, fc.array(json)),
        metadata: fc.oneof(data, fc.dictionary(key, fc.string())),
        secret: json,
        format: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...FORMAT_NAMES) }, json),
        format_options: fc.oneof(data, json),
        method: fc.oneof({ weight: 9, arbitrary: fc.constantFrom('POST', 'PUT', 'PATCH') }, json),
        mapping: fc.oneof(expression, json),
        header_mapping: fc.oneof(expression, json),
        url_mapping: fc.oneof(expression, json),
        filter: fc.oneof(conditions, json),
      });
      await fc.assert(
        fc.asyncProperty(fc.oneof(webhook, fc.json()), async (body) => {
          expect((await send('/v1/webhooks', body)).status).toBeLessThan(500);
        }),
        { numRuns: 300 },
      );
      // Whatever filters were stored, they are evaluated.
      expect((await send('/v1/events', '{"type":"bid.won","data":{"a":[{"type":1}]}}')).status).toBe(202);
    });

    it('is a lead and what comes after it, or refused, and never a failure of ours', async () => {
      const { body: known } = await test.api.post('/v1/leads', aLead()).expect(201);
      const { body: door } = await test.api.get('/v1/lead-sources/streamsynq').expect(200);
      const secret = { 'x-api-key': 'known-to-this-suite' };
      await test.api.put('/v1/lead-sources/crm', { secret: secret['x-api-key'] }).expect(200);
      await test.api.patch(`/v1/leads/${known.id}`, { crm_lead_id: 'crm-1' }).expect(200);
      const text = fc.oneof(fc.string({ unit: 'binary' }), json);
      const phone = fc.oneof({ weight: 9, arbitrary: fc.nat(6_999_999).map(toPhone) }, text);
      const custom = fc.oneof({ weight: 9, arbitrary: data }, json);
      const price = fc.oneof({ weight: 3, arbitrary: fc.nat(1_000) }, json);
      const bodies: [string, fc.Arbitrary<string>][] = [
        [
          '/v1/leads',
          fields({ phone, email: text, state: text, address: text, source: text, custom_fields: custom }, [
            'phone',
          ]),
        ],
        [
          `/v1/leads/${known.id}/submissions`,
          fields({ message: text, crm_lead_id: text, custom_fields: custom }),
        ],
        ['/v1/suppressions', fields({ phone, reason: text }, ['phone'])],
        ['/v1/suppressions/import', fields({ phones: fc.oneof(fc.array(phone), json) }, ['phones'])],
        [
          '/v1/pings',
          fields({ attributes: custom, source: text, state: text, floor_price: price }, ['attributes']),
        ],
        [
          `/api/webhooks/lead?user_id=${door.user_id}`,
          fields(
            {
              source: fc.oneof({ weight: 3, arbitrary: fc.constant('idx') }, json),
              phone,
              name: text,
              property_price: price,
              metadata: custom,
            },
            ['source'],
          ),
        ],
        [
          '/webhooks/crm/lead',
          fields({ crm_lead_id: fc.oneof(fc.constant('crm-1'), text), event_type: text, news: json }),
        ],
      ];
      const made: Record<string, number> = {};
      for (const [path, body] of bodies) {
        made[path] = 0;
        await fc.assert(
          fc.asyncProperty(body, async (one) => {
            const { status, text: answer } = await send(path, one, 'POST', secret);
            expect([path, status < 500, status >= 500 ? answer : '']).toEqual([path, true, '']);
            if (status < 300) made[path]!++;
          }),
          { numRuns: 100 },
        );
      }
      expect(Object.entries(made).filter(([, count]) => count === 0)).toEqual([]);
      for (const path of [
        '/v1/leads',
        '/v1/pings',
        '/v1/suppressions',
        `/v1/leads/${known.id}/submissions`,
      ]) {
        expect((await send(`${path}?limit=250`, undefined, 'GET')).status).toBe(200);
      }
      for (const path of [`/analytics/leads/${known.id}`, `/v1/leads/${known.id}/timeline`]) {
        expect((await send(path, undefined, 'GET')).status).toBe(200);
      }
      // Some have an address of a domain that DNS is asked about.
      await waitFor(
        'all leads to be where they go',
        async () => (await test.database.query('SELECT 1 FROM leads WHERE step IS NOT NULL')).length === 0,
        { limitMs: 60_000 },
      );
    });
  });
});

/** A number of Tampa. */
const toPhone = (nat: number) => `+1813${2_000_000 + nat}`;

/** As `JSON.parse` makes it: also `__proto__` is a key like any other. */
function toObject(entries: [string, unknown][]): object {
  const object = {};
  for (const [name, value] of entries) {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return object;
}
