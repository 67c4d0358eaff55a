import {
  BUILTIN_NAMES,
  encodedSample,
  encodeSample,
  EXCESSIVE_DATA,
} from '../../../../../test/support/formats/encode-sample';
import { sampleAnswer } from '../../../../../test/support/formats/sample-answer';
import { fitHtml } from './fit-html';
import sample from './sample.json';
import { telegramFormat } from './telegram.format';

const options = { chat_id: '-1001234567890' };

interface Message {
  text: string;
}

async function messageOf(given: {
  type?: string;
  data?: Record<string, unknown>;
  mapping?: string;
}): Promise<Message> {
  return JSON.parse((await encodedSample(telegramFormat, { options, ...given })).body) as Message;
}

function shownLength(html: string): number {
  return html.replaceAll(/<[^>]*>/g, '').replaceAll(/&(?:lt|gt|amp);/g, '_').length;
}

describe('telegramFormat', () => {
  it('writes its sample', async () => {
    const encoded = await encodedSample(telegramFormat, { options });
    expect(encoded).toEqual({ contentType: 'application/json', body: JSON.stringify(sample), headers: {} });
  });

  it.each(BUILTIN_NAMES)('shows %s with a title, facts and a footer', async (type) => {
    const { text } = await messageOf({ type });
    const [title, facts, footer, ...more] = text.split('\n\n');
    expect(title).toMatch(/^<b>.+<\/b>$/);
    expect(facts?.split('\n').length).toBeGreaterThanOrEqual(2);
    expect(footer).toContain(`<i>${type} · `);
    expect(more).toEqual([]);
    expect(text).not.toMatch(/undefined|null|\[object/);
  });

  it('cuts a customer’s own event to 4096 characters as shown, well-formed', async () => {
    const { text } = await messageOf({ type: 'order.paid', data: EXCESSIVE_DATA });
    expect(shownLength(text)).toBe(4_096);
    expect(text).toMatch(/…$/);
    expect(fitHtml(text, 4_096)).toEqual({ kind: 'fits', html: text });
  });

  it('escapes what comes from outside', async () => {
    const { text } = await messageOf({ type: 'lead.submitted', data: { name: '<a href="x">A & B</a>' } });
    expect(text).toContain('New lead: &lt;a href="x"&gt;A &amp; B&lt;/a&gt;</b>');
  });

  it('sends a mapping’s own parameters', async () => {
    const mapping = "{'text': '*Hi*', 'parse_mode': 'MarkdownV2', 'message_thread_id': 7}";
    expect(await messageOf({ mapping })).toMatchObject({
      chat_id: options.chat_id,
      text: '*Hi*',
      parse_mode: 'MarkdownV2',
      message_thread_id: 7,
    });
  });

  it.each([
    ['5', 'must give a text'],
    ["'<b> </b>'", 'not empty'],
    ["{'text': 5}", 'must be text'],
    ["'a < b'", 'write `&lt;`'],
    [
      "{'parse_mode': 'MarkdownV2', 'text': $join($map([1..500], function() { '0123456789' }))}",
      'longer than 4096',
    ],
  ])('refuses %s', async (mapping, words) => {
    const encoding = await encodeSample(telegramFormat, { options, mapping });
    expect(encoding).toMatchObject({ kind: 'refused', detail: expect.stringContaining(words) });
  });

  it.each(['123', '-1001234567890', '@my_channel'])('accepts the chat %p', (chat_id) => {
    expect(telegramFormat.readOptions({ chat_id }).kind).toBe('ok');
  });

  it.each([{}, { chat_id: 123 }, { chat_id: 'my channel' }, { chat_id: '@a' }])(
    'refuses the options %p',
    (given) => {
      expect(telegramFormat.readOptions(given)).toMatchObject({
        kind: 'invalid',
        fields: [{ pointer: '/chat_id' }],
      });
    },
  );
});

describe('telegramFormat.judge', () => {
  it('takes ok:true for success, even of an answer that was cut', () => {
    const cut = '{"ok":true,"result":{"text":"…';
    expect(telegramFormat.judge(sampleAnswer(200, { ok: true, result: {} }))).toEqual({ kind: 'success' });
    expect(telegramFormat.judge(sampleAnswer(200, cut))).toEqual({ kind: 'success' });
  });

  it.each([
    [{ ok: false, description: 'Bad Request: chat not found' }, 'message: "Bad Request: chat not found".'],
    ['<html>', 'did not take the message.'],
    ['', 'did not take the message.'],
  ])('takes 200 with %p for a failure', (body, words) => {
    expect(telegramFormat.judge(sampleAnswer(200, body))).toMatchObject({
      kind: 'failure',
      error: { code: 'REFUSED_BY_RECEIVER', message: expect.stringContaining(words) },
    });
  });

  it('waits as long as Telegram asks in the body', () => {
    const body = {
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 35',
      parameters: { retry_after: 35 },
    };
    expect(telegramFormat.judge(sampleAnswer(429, body))).toMatchObject({
      kind: 'failure',
      error: { message: expect.stringMatching(/ Telegram says: "Too Many Requests: retry after 35"\.$/) },
      retryAfter: '35',
    });
  });
});
