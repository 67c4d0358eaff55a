import jsonata from 'jsonata';
import { buildEventBody } from '../../core/event-types';
import { describeFailure } from '../../core/mapping';
import { type Logger } from '../../platform/logging';
import { type MappingEngine, type MappingRequest, type MappingResult } from '../../platform/mappings';
import { type Format } from './format';
import { FORMATS } from './formats';
import { sampleInput } from './formats/sample-input';
import { type RequestContent } from './request-content';
import { type RefusedPart, RequestMaker, type RequestMaking } from './request-maker';

/** The language without the sandbox around it. */
class FakeEngine implements Pick<MappingEngine, 'evaluate'> {
  readonly asked: MappingRequest[] = [];

  async evaluate(request: MappingRequest): Promise<MappingResult> {
    this.asked.push(request);
    try {
      const value: unknown = await jsonata(request.expression).evaluate(request.input);
      return { kind: 'value', value: JSON.parse(JSON.stringify(value)) };
    } catch (error) {
      return describeFailure(error, request.expression);
    }
  }
}

const INPUT = sampleInput('lead.verified');
const PLAIN: RequestContent = {
  format: 'synaptis',
  formatOptions: {},
  method: 'POST',
  mapping: null,
  headerMapping: null,
  urlMapping: null,
};
const BINARY: Partial<RequestContent> = {
  format: 'cloudevents',
  formatOptions: { mode: 'binary', source: '/synaptis' },
};
const EVENT_BODY = buildEventBody({ ...INPUT.event, apiVersion: INPUT.event.api_version });

describe('RequestMaker', () => {
  const engine = new FakeEngine();
  const failure = jest.fn();
  const logger = { failure } as unknown as Logger;
  const maker = new RequestMaker(engine as unknown as MappingEngine, logger);

  const make = (content: Partial<RequestContent>, input = INPUT): Promise<RequestMaking> =>
    maker.make({
      accountId: 'acct_1',
      content: { ...PLAIN, ...content },
      input,
      eventBody: EVENT_BODY,
    });

  beforeEach(() => {
    engine.asked.splice(0);
    failure.mockClear();
  });

  afterEach(() => jest.restoreAllMocks());

  /** A format that does not keep to what formats are to do. */
  const replaceCsv = (encode: Format['encode']) =>
    jest.replaceProperty(FORMATS, 'csv', { ...FORMATS.csv, encode });

  it('sends the stored bytes where nothing is mapped, and evaluates nothing', async () => {
    expect(await make({ method: 'PUT' })).toEqual({
      kind: 'made',
      request: {
        method: 'PUT',
        url: INPUT.webhook.url,
        headers: { 'content-type': 'application/json' },
        body: EVENT_BODY,
      },
    });
    expect(engine.asked).toEqual([]);
  });

  it('makes body, headers and URL from what the mappings give', async () => {
    const making = await make({
      method: 'PATCH',
      mapping: '{"lead": event.data.lead_id, "for": buyer.name, "to": webhook.description}',
      headerMapping: '{"X-Lead-Id": event.data.lead_id}',
      urlMapping: '"/leads/" & event.data.lead_id & "?team=" & webhook.metadata.team',
    });
    expect(making).toEqual({
      kind: 'made',
      request: {
        method: 'PATCH',
        url: 'https://receiver.example.com/leads/lead_456def?team=sales',
        headers: { 'x-lead-id': 'lead_456def', 'content-type': 'application/json' },
        body: '{"lead":"lead_456def","for":"Gulf Coast Solar","to":"CRM"}',
      },
    });
  });

  it("tells mappings the event's time as the present, so that they give the same again", async () => {
    await make({ mapping: 'event', headerMapping: '{}', urlMapping: '"/"' });
    expect(engine.asked.map(({ now }) => now)).toEqual(Array(3).fill(INPUT.event.created));
  });

  it("uses the format's own mapping until the webhook has one", async () => {
    const own = await make({ format: 'slack' });
    expect(own.kind === 'made' && JSON.parse(own.request.body)).toHaveProperty('blocks');
    const mapped = await make({ format: 'slack', mapping: '"New lead " & event.data.lead_id' });
    expect(mapped.kind === 'made' && mapped.request.body).toBe('{"text":"New lead lead_456def"}');
  });

  it('adds what is mapped to the headers that describe the body', async () => {
    const making = await make({ ...BINARY, headerMapping: '{"x-a": "b"}' });
    expect(making.kind === 'made' && making.request.headers).toMatchObject({
      'ce-id': INPUT.event.id,
      'x-a': 'b',
    });
  });

  it.each<[RefusedPart, Partial<RequestContent>, RegExp, number | null]>([
    ['mapping', { mapping: '$sum(event.type)' }, /^The mapping failed\. .* It is at character 5 of/, 5],
    [
      'header_mapping',
      { headerMapping: '{"x": $nope()}' },
      /^The header mapping failed\. There is no function/,
      12,
    ],
    ['url_mapping', { urlMapping: '1 + "a"' }, /^The URL mapping failed\. .* It is at character 3 of/, 3],
    ['header_mapping', { ...BINARY, headerMapping: '{"ce-id": "forged"}' }, /"ce-id", which/, null],
    ['header_mapping', { headerMapping: '["x"]' }, /^The header mapping must give an object/, null],
    ['url_mapping', { urlMapping: '"https://evil.example/"' }, /^The URL mapping must give a text/, null],
    ['mapping', { format: 'slack', mapping: '{"text": ""}' }, /^Slack needs/, null],
  ])('refuses for the %s of %j, with a plain sentence', async (part, content, detail, position) => {
    expect(await make({ mapping: 'event', ...content })).toEqual({
      kind: 'refused',
      part,
      detail: expect.stringMatching(detail),
      position,
      isCostly: false,
    });
  });

  it.each(['TIME_LIMIT', 'MEMORY_LIMIT', 'TOO_DEEP'] as const)(
    'calls a mapping costly for %s',
    async (code) => {
      const spent: Pick<MappingEngine, 'evaluate'> = {
        evaluate: async () => ({ kind: 'failed', error: { code, message: 'Too much.', position: null } }),
      };
      const making = await new RequestMaker(spent as unknown as MappingEngine, logger).make({
        accountId: 'acct_1',
        content: { ...PLAIN, mapping: 'event' },
        input: INPUT,
        eventBody: EVENT_BODY,
      });
      expect(making).toMatchObject({ part: 'mapping', isCostly: true });
    },
  );

  it('asks in the name of the account, and for the caller where one waits', async () => {
    const order = { content: { ...PLAIN, mapping: 'event' }, input: INPUT, eventBody: EVENT_BODY };
    await maker.make({ ...order, accountId: 'acct_1' });
    await maker.make({ ...order, accountId: 'acct_2', isForCaller: true });
    expect(engine.asked).toMatchObject([
      { accountId: 'acct_1', isForCaller: false },
      { accountId: 'acct_2', isForCaller: true },
    ]);
  });

  it("tells of a format's own mapping without a place in an expression that nobody wrote", async () => {
    const slow: Pick<MappingEngine, 'evaluate'> = {
      evaluate: async () => ({
        kind: 'failed',
        error: { code: 'TIME_LIMIT', message: 'The expression took more than 50 ms.', position: 7 },
      }),
    };
    const making = await new RequestMaker(slow as unknown as MappingEngine, logger).make({
      accountId: 'acct_1',
      content: { ...PLAIN, format: 'slack' },
      input: INPUT,
      eventBody: EVENT_BODY,
    });
    expect(making).toEqual({
      kind: 'refused',
      part: 'format',
      detail: 'The event could not be written for Slack. The expression took more than 50 ms.',
      position: null,
      isCostly: false,
    });
  });

  it.each([
    ['with the one character that PostgreSQL cannot keep', 'a\0b', /U\+0000/],
    ['above the limit', '€'.repeat(400_000), /^The body would be larger than 1 MiB\.$/],
  ])('refuses a body %s, whatever the format says', async (_which, body, detail) => {
    replaceCsv(() => ({ kind: 'encoded', encoded: { contentType: 'text/csv', body, headers: {} } }));
    expect(await make({ format: 'csv' })).toMatchObject({
      part: 'format',
      detail: expect.stringMatching(detail),
    });
  });

  it('sends an event as it is, however large the platform took it', async () => {
    const eventBody = JSON.stringify('€'.repeat(400_000));
    const content = { ...PLAIN, method: 'PUT' } as const;
    expect(await maker.make({ accountId: 'acct_1', content, input: INPUT, eventBody })).toMatchObject({
      kind: 'made',
      request: { body: eventBody },
    });
  });

  it('holds what a format throws at, since it would throw again, and tells the operators', async () => {
    const error = new RangeError('Invalid string length');
    replaceCsv(() => {
      throw error;
    });
    expect(await make({ format: 'csv', mapping: 'event' })).toEqual({
      kind: 'refused',
      part: 'mapping',
      detail:
        'The event could not be written for CSV: the format has a fault, and the operators find it in their log.',
      position: null,
      isCostly: false,
    });
    expect(failure.mock.calls).toEqual([
      [
        'format.failed',
        {
          account_id: 'acct_1',
          webhook_id: INPUT.webhook.id,
          event_id: INPUT.event.id,
          event_type: 'lead.verified',
          format: 'csv',
          error,
        },
      ],
    ]);
  });
});
