import {
  BUILTIN_NAMES,
  encodedSample,
  encodeSample,
  EXCESSIVE_DATA,
} from '../../../../../test/support/formats/encode-sample';
import { sampleAnswer } from '../../../../../test/support/formats/sample-answer';
import { sampleInput } from '../sample-input';
import { cutMarkup } from './cut-markup';
import sample from './sample.json';
import { slackFormat } from './slack.format';

interface TextObject {
  text: string;
}
interface Message {
  text: string;
  blocks: { type: string; text?: TextObject; fields?: TextObject[]; elements?: TextObject[] }[];
}

async function messageOf(type: string, data?: Record<string, unknown>): Promise<Message> {
  return JSON.parse((await encodedSample(slackFormat, { type, data })).body) as Message;
}

/** What is sent of what a mapping gave. */
function messageFrom(content: unknown): { attachments: unknown[] } {
  const context = { input: sampleInput('lead.verified'), eventBody: '', options: {}, isMapped: true };
  const encoding = slackFormat.encode(content, context);
  if (encoding.kind === 'refused') throw new Error(encoding.detail);
  return JSON.parse(encoding.encoded.body) as { attachments: unknown[] };
}

function expectWithinLimits({ text, blocks }: Message): void {
  expect(text).not.toBe('');
  expect(blocks.length).toBeLessThanOrEqual(50);
  for (const block of blocks) {
    expect(block.text?.text.length ?? 1).toBeLessThanOrEqual(block.type === 'header' ? 150 : 3_000);
    expect(block.fields?.length ?? 1).toBeLessThanOrEqual(10);
    for (const field of block.fields ?? []) expect(field.text.length).toBeLessThanOrEqual(2_000);
  }
}

describe('slackFormat', () => {
  it('writes its sample', async () => {
    const encoded = await encodedSample(slackFormat);
    expect(encoded).toEqual({ contentType: 'application/json', body: JSON.stringify(sample), headers: {} });
  });

  it.each(BUILTIN_NAMES)('shows %s with a header, facts and a footer', async (type) => {
    const message = await messageOf(type);
    expectWithinLimits(message);
    expect(message.blocks.map((block) => block.type).join()).toMatch(/^header(,section)+,context$/);
    expect(message.blocks[1]?.fields?.length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(message)).not.toMatch(/undefined|null|\[object/);
  });

  it('shows an event without data by its type', async () => {
    const { blocks } = await messageOf('order.paid', {});
    expect(blocks.map((block) => block.type)).toEqual(['header', 'context']);
  });

  it('cuts and escapes what a customer’s own event carries', async () => {
    const message = await messageOf('order.paid', EXCESSIVE_DATA);
    expectWithinLimits(message);
    expect(message.blocks.map((block) => block.type).join()).toMatch(/^header(,section)+,context$/);
    expect(JSON.stringify(message)).not.toContain('<b>');
    expect(message.blocks[1]?.text?.text).toMatch(/…$/);
  });

  it('gives a long fact the width of the message', async () => {
    const { blocks } = await messageOf('delivery.failed');
    const [columns, long] = blocks.filter(({ type }) => type === 'section');
    expect(columns?.fields).toHaveLength(5);
    expect(long?.text?.text).toMatch(/^\*Error\*\n/);
  });

  it('leaves no way to call a channel from a lead’s name', async () => {
    const { text } = await messageOf('lead.submitted', { name: '<!channel> & co' });
    expect(text).toBe('🆕 New lead: &lt;!channel&gt; &amp; co');
  });

  it('takes a text for a message', async () => {
    expect((await encodedSample(slackFormat, { mapping: "'Hello ' & event.type" })).body).toBe(
      '{"text":"Hello lead.verified"}',
    );
  });

  it('leaves out blocks over the limit', async () => {
    const mapping = "{'blocks': [[1..60].{'type': 'divider'}]}";
    const { body } = await encodedSample(slackFormat, { mapping });
    expect((JSON.parse(body) as Message).blocks).toHaveLength(50);
  });

  it.each([
    ['5', 'must give a text'],
    ["''", 'empty message'],
    ["{'channel': '#x'}", 'empty message'],
    ["{'blocks': []}", 'empty message'],
    ["' '", 'empty message'],
    ["{'text': null, 'blocks': null, 'attachments': null}", 'empty message'],
    ["{'text': '', 'attachments': [{}, {'color': '#36a64f', 'text': ' ', 'fields': []}]}", 'empty message'],
    ["{'text': 5}", '`text` must be text'],
    ["{'blocks': 'x'}", 'must be a list'],
    ["{'blocks': [{'text': 'x'}]}", '`blocks[0]` must be an object with a `type`'],
    ["{'blocks': [{'type': 'divider'}, {'type': 'header'}]}", '`blocks[1]` is a header'],
    [
      "{'blocks': [{'type': 'header', 'text': {'type': 'mrkdwn', 'text': 'x'}}]}",
      '`blocks[0]` is a header and must have a text object of `type` plain_text',
    ],
    ["{'blocks': [null]}", '`blocks[0]` must be an object'],
    ["{'blocks': [{'type': 'context', 'elements': []}]}", '`blocks[0]` is a context'],
    ["{'blocks': [{'type': 'context', 'elements': null}]}", '`blocks[0]` is a context'],
    ["{'blocks': [{'type': 'context', 'elements': [{'type': 'mrkdwn', 'text': ''}]}]}", 'none of them empty'],
    ["{'blocks': [{'type': 'markdown', 'text': ' '}]}", '`blocks[0]` is markdown'],
    ["{'blocks': [{'type': 'image', 'image_url': 'https://x.example/i.png'}]}", '`alt_text`'],
    ["{'blocks': [{'type': 'section'}]}", 'must have `text` or `fields`'],
    ["{'blocks': [{'type': 'section', 'text': {'type': 'mrkdwn', 'text': ''}}]}", 'no text object or empty'],
    ["{'blocks': [{'type': 'section', 'text': {'type': 'mrkdwn', 'text': ' '}}]}", 'no text object or empty'],
    ["{'blocks': [{'type': 'section', 'text': {'text': 'x'}}]}", '`type` plain_text or mrkdwn'],
    ["{'blocks': [{'type': 'section', 'fields': [{'type': 'mrkdwn', 'text': ' '}]}]}", 'not empty'],
    ["{'text': 'x', 'attachments': 'y'}", '`attachments` must be a list of objects'],
    ["{'attachments': [{}, {'blocks': [{'type': 'section'}]}]}", 'In `attachments[1]`: `blocks[0]`'],
    ["{'blocks': [{'type': 'section', 'fields': []}]}", 'at least one field'],
  ])('refuses %s', async (mapping, words) => {
    const encoding = await encodeSample(slackFormat, { mapping });
    expect(encoding).toMatchObject({ kind: 'refused', detail: expect.stringContaining(words) });
  });

  it('leaves out members that are null, as if the mapping had not named them', () => {
    expect(messageFrom({ text: 'hi', blocks: null, attachments: null, thread_ts: null })).toEqual({
      text: 'hi',
    });
    const section = { type: 'section', text: { type: 'plain_text', text: 'a' } };
    expect(
      messageFrom({
        text: null,
        blocks: [{ ...section, text: { ...section.text, emoji: null }, fields: null, accessory: null }],
        attachments: [{ color: null, blocks: null, text: 'b' }],
      }),
    ).toEqual({ blocks: [section], attachments: [{ text: 'b' }] });
  });

  it('takes a context of pictures and texts', () => {
    const elements = [
      { type: 'image', image_url: 'https://x.example/i.png', alt_text: 'i' },
      { type: 'mrkdwn', text: 'a' },
    ];
    expect(messageFrom({ blocks: [{ type: 'context', elements }] })).toEqual({
      blocks: [{ type: 'context', elements }],
    });
  });

  it.each([{ image_url: 'https://x.example/i.png' }, { fields: [{ title: 'a' }] }, { fallback: 'a' }])(
    'takes an attachment that shows something: %j',
    (attachment) => {
      expect(messageFrom({ attachments: [attachment] }).attachments).toEqual([attachment]);
    },
  );

  it('counts all markdown of a message together', () => {
    const [markdown, divider] = [{ type: 'markdown', text: 'x'.repeat(7_000) }, { type: 'divider' }];
    const message: object = messageFrom({ blocks: [markdown, divider, markdown, markdown] });
    expect(message).toEqual({
      blocks: [markdown, divider, { type: 'markdown', text: expect.stringMatching(/^x{4999}…$/) }],
    });
  });

  it('cuts attachments', () => {
    const long = 'x'.repeat(20_000);
    const block = { type: 'section', text: { type: 'plain_text', text: long } };
    const attachment = {
      color: '#36a64f',
      text: long,
      blocks: [block],
      fields: [{ title: 'T', value: long }],
    };
    const { attachments } = messageFrom({
      text: 'a',
      attachments: [attachment, ...Array.from({ length: 100 }, () => ({ text: 'b' }))],
    });
    expect(attachments).toHaveLength(100);
    expect(attachments[0]).toMatchObject({
      color: '#36a64f',
      text: expect.stringMatching(/^x{7999}…$/),
      blocks: [{ text: { text: expect.stringMatching(/^x{2999}…$/) } }],
      fields: [{ title: 'T', value: expect.stringMatching(/^x{7999}…$/) }],
    });
  });

  it('signs nothing: the URL is the secret', () => {
    expect(slackFormat.sign({ secrets: ['whsec_x'], eventId: 'evt_1', timestamp: 1, body: '' })).toEqual({});
  });
});

describe('slackFormat.judge', () => {
  it.each([['ok'], [{ ok: true }]])('takes 200 with %p for success', (body) => {
    expect(slackFormat.judge(sampleAnswer(200, body))).toEqual({ kind: 'success' });
  });

  it.each([
    ['invalid_blocks', ': "invalid_blocks".'],
    [{ ok: false, error: 'no_permission' }, ': "no_permission".'],
    ['', '.'],
  ])('takes 200 with %p for a failure', (body, words) => {
    const message = `Slack answered with a status of success, but did not take the message${words}`;
    expect(slackFormat.judge(sampleAnswer(200, body))).toMatchObject({
      kind: 'failure',
      error: { code: 'REFUSED_BY_RECEIVER', message },
    });
  });

  it('tells what Slack says of a refused message', () => {
    expect(slackFormat.judge(sampleAnswer(404, 'channel_not_found'))).toMatchObject({
      kind: 'failure',
      error: {
        code: 'HTTP_STATUS',
        message: expect.stringMatching(/^The receiver answered 404.* Slack says: "channel_not_found".$/),
      },
    });
  });

  it('waits as long as Slack asks', () => {
    const answer = sampleAnswer(429, 'rate_limited', { 'retry-after': '30' });
    expect(slackFormat.judge(answer)).toMatchObject({ kind: 'failure', retryAfter: '30' });
  });

  it('ends with an archived channel', () => {
    expect(slackFormat.judge(sampleAnswer(410, 'channel_is_archived')).kind).toBe('gone');
  });

  it('keeps the reason of an attempt without an answer', () => {
    const error = { code: 'TIMEOUT', message: 'No answer within 5 s.' } as const;
    expect(slackFormat.judge({ kind: 'error', error })).toEqual({ kind: 'failure', error, retryAfter: null });
  });
});

describe('cutMarkup', () => {
  it.each([
    ['a &amp; b', 6, 'a …'],
    ['see <https://x.example|this>', 12, 'see …'],
    ['a &amp; b', 8, 'a &amp;…'],
    ['plain text', 6, 'plain…'],
  ])('cuts %p to %i: %p', (text, limit, cut) => {
    expect(cutMarkup(text, limit)).toBe(cut);
  });
});
