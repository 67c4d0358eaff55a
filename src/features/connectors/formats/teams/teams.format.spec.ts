import {
  BUILTIN_NAMES,
  encodedSample,
  encodeSample,
  EXCESSIVE_DATA,
} from '../../../../../test/support/formats/encode-sample';
import { sampleAnswer } from '../../../../../test/support/formats/sample-answer';
import { MAX_MESSAGE_BYTES } from './fit-card';
import sample from './sample.json';
import { teamsFormat } from './teams.format';

interface Card {
  version: string;
  body: {
    type: string;
    text?: string;
    facts?: { title: string; value: string }[];
    items?: { text: string }[];
  }[];
}

async function bodyOf(given: {
  type?: string;
  data?: Record<string, unknown>;
  mapping?: string;
}): Promise<string> {
  return (await encodedSample(teamsFormat, given)).body;
}

function cardOf(body: string): Card {
  const { type, attachments } = JSON.parse(body) as {
    type: string;
    attachments: { contentType: string; content: Card }[];
  };
  expect([type, attachments.length]).toEqual(['message', 1]);
  expect(attachments[0]?.contentType).toBe('application/vnd.microsoft.card.adaptive');
  return attachments[0]?.content as Card;
}

describe('teamsFormat', () => {
  it('writes its sample', async () => {
    const contentType = 'application/json; charset=utf-8';
    expect(await encodedSample(teamsFormat)).toEqual({
      contentType,
      body: JSON.stringify(sample),
      headers: {},
    });
  });

  it.each(BUILTIN_NAMES)('shows %s as a card of a title, facts and a footer', async (type) => {
    const body = await bodyOf({ type });
    const card = cardOf(body);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_MESSAGE_BYTES);
    expect(card.version).toBe('1.5');
    expect(card.body.map((element) => element.type)).toEqual(['Container', 'FactSet', 'TextBlock']);
    expect(card.body[1]?.facts?.length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(card)).not.toMatch(/undefined|null|\[object/);
  });

  it('cuts the texts of a customer’s own event to 28 KB and breaks links from outside', async () => {
    const body = await bodyOf({ type: 'order.paid', data: EXCESSIVE_DATA });
    const card = cardOf(body);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_MESSAGE_BYTES);
    expect(card.body[1]?.facts).toHaveLength(20);
    expect(card.body[1]?.facts?.[0]?.value).toMatch(/…$/);
    expect(body).not.toContain('](');
  });

  it('makes a card of a text, and sends a message with cards as it is', async () => {
    expect(cardOf(await bodyOf({ mapping: "'Hello'" })).body).toEqual([
      { type: 'TextBlock', text: 'Hello', wrap: true },
    ]);
    const message = `{'type': 'message', 'attachments': [{
      'contentType': 'application/vnd.microsoft.card.adaptive', 'content': {'type': 'AdaptiveCard', 'version': '1.2'}
    }]}`;
    expect(cardOf(await bodyOf({ mapping: message })).version).toBe('1.2');
  });

  it('leaves out members that are null, as if the mapping had not named them', async () => {
    const card = cardOf(
      await bodyOf({
        mapping: `{'type': 'AdaptiveCard', 'version': null, 'actions': null, 'body': [
          {'type': 'TextBlock', 'text': 'a', 'color': null}, {'type': 'Container', 'items': [], 'style': null}
        ]}`,
      }),
    );
    expect(card).toEqual({
      type: 'AdaptiveCard',
      version: '1.5',
      body: [
        { type: 'TextBlock', text: 'a' },
        { type: 'Container', items: [] },
      ],
    });
    const message = `{'type': null, 'summary': null, 'attachments': [{
      'contentType': 'application/vnd.microsoft.card.adaptive', 'name': null, 'content': {'type': 'AdaptiveCard', 'speak': null}
    }]}`;
    expect(JSON.parse(await bodyOf({ mapping: message }))).toEqual({
      type: 'message',
      attachments: [
        { contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard' } },
      ],
    });
  });

  it('takes a card of actions only', async () => {
    const actions = [{ type: 'Action.OpenUrl', title: 'Open', url: 'https://x.example' }];
    const mapping = JSON.stringify({ type: 'AdaptiveCard', body: null, actions });
    expect(cardOf(await bodyOf({ mapping }))).toEqual({ version: '1.5', type: 'AdaptiveCard', actions });
  });

  it.each([
    ['5', 'must give a text'],
    ["''", 'must give a text'],
    ["{'text': 'old form'}", '`type` AdaptiveCard'],
    ["{'type': 'AdaptiveCard', 'body': []}", 'at least one element'],
    ["{'type': 'AdaptiveCard', 'body': null, 'actions': null}", 'at least one element'],
    ["{'type': 'AdaptiveCard', 'body': [null]}", 'at least one element'],
    ["{'attachments': null}", '`type` AdaptiveCard'],
    ["{'attachments': [{'contentType': 'text/plain', 'content': {}}]}", 'contentType'],
    [
      "{'type': 'AdaptiveCard', 'body': [[1..2000].{'type': 'TextBlock', 'text': 'abc'}]}",
      'larger than 28 KB',
    ],
  ])('refuses %s', async (mapping, words) => {
    const encoding = await encodeSample(teamsFormat, { mapping });
    expect(encoding).toMatchObject({ kind: 'refused', detail: expect.stringContaining(words) });
  });
});

describe('teamsFormat.judge', () => {
  it.each([
    [202, ''],
    [200, '1'],
    [200, ''],
  ])('takes %i with %p for success', (status, body) => {
    expect(teamsFormat.judge(sampleAnswer(status, body))).toEqual({ kind: 'success' });
  });

  it.each([
    'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 413 with ContextId tcid=1',
    'Summary or Text is required.',
    'Bad payload received by generic incoming webhook.',
  ])('takes 200 with %p for a failure', (body) => {
    expect(teamsFormat.judge(sampleAnswer(200, body))).toMatchObject({
      kind: 'failure',
      error: {
        code: 'REFUSED_BY_RECEIVER',
        message: `Teams answered with a status of success, but did not take the message: "${body.replace(/\.$/, '')}".`,
      },
      retryAfter: null,
    });
  });

  it('tells what the workflow says of a refused call', () => {
    const body = {
      error: { code: 'TriggerInputSchemaMismatch', message: 'Required properties are missing.' },
    };
    const answer = sampleAnswer(429, body, { 'retry-after': '7' });
    expect(teamsFormat.judge(answer)).toMatchObject({
      kind: 'failure',
      error: { message: expect.stringMatching(/ Teams says: "Required properties are missing"\.$/) },
      retryAfter: '7',
    });
  });
});
