import { randomBytes } from 'node:crypto';
import { type ErrorCode } from '../../src/core/errors/app-error';
import {
  type ApiDocument,
  type DocumentedCall,
  documentedCalls,
  exampleOf,
  readApiDocument,
} from '../support/api-document';
import { badBodies } from '../support/bad-values';
import { expectProblem } from '../support/problem';
import { callRaw, type RawAnswer } from '../support/raw-http';
import { rowCounts } from '../support/row-counts';
import { startTestPlatform, type TestPlatform } from '../support/test-platform';

const MIB = 1024 * 1024;
/** Every test calls everything, hundreds of times some: on a busy machine that takes a while. */
jest.setTimeout(120_000);

/** Doors for other systems keep fields they do not know. */
const OPEN_CALLS = ['/api/webhooks/lead', '/webhooks/crm/lead'];

type Headers = Record<string, string>;

describe('every call that takes a body', () => {
  let test: TestPlatform;
  let document: ApiDocument;
  let calls: DocumentedCall[];
  let headersOfDoors: Headers;
  let userId: string;
  let before: Record<string, number>;

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api' });
    document = await readApiDocument(test);
    calls = documentedCalls(document).filter(({ operation }) => operation.requestBody !== undefined);
    const secret = randomBytes(32).toString('hex');
    await test.api.put('/v1/lead-sources/crm', { secret }).expect(200);
    headersOfDoors = { 'x-api-key': secret };
    userId = (await test.api.get('/v1/lead-sources/streamsynq').expect(200)).body.user_id as string;
    before = await rowCounts(test.database);
  });

  afterAll(() => test.close());

  afterEach(async () => {
    expect(await rowCounts(test.database)).toEqual(before);
  });

  function send({ method, path }: DocumentedCall, body: string | Uint8Array, headers: Headers = {}) {
    const isOpen = OPEN_CALLS.includes(path);
    return callRaw(test.platform.url, {
      method,
      // What is wrong with a body is told before anything is looked for.
      path: path.replace(/\{\w+\}/, 'nobody') + (isOpen ? `?user_id=${userId}` : ''),
      headers: {
        ...(isOpen ? headersOfDoors : { authorization: `Bearer ${test.key}` }),
        'content-type': 'application/json',
        ...headers,
      },
      body,
    });
  }

  const jsonOf = (body: unknown) => JSON.stringify(body);
  const nameOf = ({ method, path }: DocumentedCall) => `${method} ${path}`;

  it.each<[string, string | Uint8Array, Headers, ErrorCode, string[] | null]>([
    ['malformed JSON', '{"a":', {}, 'MALFORMED_JSON', null],
    ['broken UTF-8', Uint8Array.from([0x22, 0xff, 0x22]), {}, 'MALFORMED_JSON', null],
    [
      'another type',
      'a=1',
      { 'content-type': 'application/x-www-form-urlencoded' },
      'UNSUPPORTED_CONTENT_TYPE',
      null,
    ],
    ['a text that could be JSON', '{}', { 'content-type': 'text/plain' }, 'UNSUPPORTED_CONTENT_TYPE', null],
    ['compression', '{}', { 'content-encoding': 'gzip' }, 'UNSUPPORTED_CONTENT_ENCODING', null],
    ['more than 1 MiB', `{"a":"${'x'.repeat(MIB)}"}`, {}, 'BODY_TOO_LARGE', null],
    ['a key twice', '{"a":{"b":1,"b":2}}', {}, 'LOSSY_JSON', ['/a/b']],
    ['too many levels', '{"a":'.repeat(65) + '1' + '}'.repeat(65), {}, 'VALIDATION_FAILED', null],
    ['a list', '[{}]', {}, 'VALIDATION_FAILED', ['']],
    ['a text', '"x"', {}, 'VALIDATION_FAILED', ['']],
    ['null', 'null', {}, 'VALIDATION_FAILED', ['']],
  ])('refuses %s', async (_what, body, headers, code, pointers) => {
    expect(calls.length).toBeGreaterThan(24);
    for (const call of calls) {
      expectRefusal(call, await send(call, body, headers), { code, ...(pointers && { pointers }) });
    }
  });

  it.each([
    ['an integer beyond 2^53', '{"a":[9007199254740993]}', '/a/0'],
    ['a number beyond all', '{"a":1e400}', '/a'],
  ])('refuses %s, except at doors whose senders know no such limit', async (_what, body, pointer) => {
    for (const call of calls.filter(({ path }) => !OPEN_CALLS.includes(path))) {
      expectRefusal(call, await send(call, body), { code: 'LOSSY_JSON', pointers: [pointer] });
    }
  });

  function expectRefusal(
    call: DocumentedCall,
    answer: RawAnswer,
    expected: Parameters<typeof expectProblem>[1],
  ) {
    try {
      expectProblem(answer, expected);
    } catch (cause) {
      throw new Error(`${nameOf(call)}: ${(cause as Error).message}`, { cause });
    }
  }

  it('names each field that is outside the limits the document tells', async () => {
    const unnamed: string[] = [];
    let tried = 0;
    for (const call of calls) {
      const { schema } = call.operation.requestBody!.content['application/json']!;
      const isOpen = OPEN_CALLS.includes(call.path);
      for (const bad of badBodies(document, { schema: schema!, example: exampleOf(call)!, isOpen })) {
        const answer = await send(call, jsonOf(bad.body));
        const { code, errors = [] } = JSON.parse(answer.text) as {
          code?: string;
          errors?: { pointer: string }[];
        };
        const isNamed =
          code === 'VALIDATION_FAILED' &&
          errors.length > 0 &&
          errors.every(({ pointer }) => `${pointer}/`.startsWith(`${bad.pointer}/`));
        tried++;
        if (isNamed) continue;
        const value = jsonOf(bad.value).slice(0, 60);
        unnamed.push(
          `${nameOf(call)} ${bad.pointer} ${value}: ${answer.status} ${answer.text.slice(0, 300)}`,
        );
      }
    }
    expect(unnamed).toEqual([]);
    expect(tried).toBeGreaterThan(500);
  });
});
