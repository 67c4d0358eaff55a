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

/** A text of 5000 characters. */
const LONG = "$join($map([1..500], function() { '0123456789' }))";

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

/** In code points, as Telegram counts. */
function shownLength(html: string): number {
  return [...html.replaceAll(/<[^>]*>/g, '').replaceAll(/&(?:lt|gt|amp);/g, '_')].length;
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
    expect(text).toMatch(/…(?:<\/b>)?$/);
    expect(fitHtml(text, 4_096)).toEqual({ kind: 'fits', text });
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
    ['MarkdownV2', '<https://example.com/lead/1>'],
    ['Markdown', '<b>'],
  ])('sends %s that stands in angle brackets whole: %s', async (parse_mode, text) => {
    const mapping = `{'text': '${text}', 'parse_mode': '${parse_mode}'}`;
    expect(await messageOf({ mapping })).toMatchObject({ text, parse_mode });
  });

  it('sends plain text where the mode is empty', async () => {
    expect(await messageOf({ mapping: "{'text': '<1 & 2>', 'parse_mode': ''}" })).toEqual({
      chat_id: options.chat_id,
      link_preview_options: { is_disabled: true },
      text: '<1 & 2>',
    });
  });

  it('leaves out members that are null, as if the mapping had not named them', async () => {
    const mapping =
      "{'text': '<b>Hi</b>', 'chat_id': null, 'parse_mode': null, 'reply_markup': null, 'link_preview_options': null}";
    expect(await messageOf({ mapping })).toEqual({
      chat_id: options.chat_id,
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
      text: '<b>Hi</b>',
    });
  });

  it('names no mode beside entities, which Telegram would pass over for it', async () => {
    const entities = [{ type: 'bold', offset: 0, length: 2 }];
    const mapping = `{'text': 'Hi & <b', 'entities': ${JSON.stringify(entities)}}`;
    expect(await messageOf({ mapping })).toEqual({
      chat_id: options.chat_id,
      link_preview_options: { is_disabled: true },
      entities,
      text: 'Hi & <b',
    });
  });

  it('reads the mode in any case, as Telegram does', async () => {
    const { text } = await messageOf({ mapping: `{'text': ${LONG}, 'parse_mode': 'html'}` });
    expect(text).toMatch(/^[0-9]{4095}…$/);
  });

  it.each([
    ['MarkdownV2', '\\.'.repeat(4_096)],
    ['MarkdownV2', `[lead](https://x.example/?${'x'.repeat(5_000)})`],
    ['MarkdownV2', '😀'.repeat(4_096)],
    ['', '😀'.repeat(4_096)],
  ])('counts in the mode %p what Telegram counts: characters, read', async (parse_mode, text) => {
    const mapping = JSON.stringify({ parse_mode, text });
    expect((await messageOf({ mapping })).text).toBe(text);
    const longer = JSON.stringify({ parse_mode, text: `${text}${'x'.repeat(4_096)}` });
    expect((await encodeSample(telegramFormat, { options, mapping: longer })).kind).toBe('refused');
  });

  it.each([
    ['5', 'must give a text'],
    ["'<b> </b>'", 'not empty'],
    ["{'text': 5}", 'must be text'],
    ["'a < b'", 'write `&lt;`'],
    ["{'text': null}", 'must be text'],
    ["{'text': ' ', 'parse_mode': 'MarkdownV2'}", 'not empty'],
    ["{'text': 'a', 'parse_mode': 'XML'}", '`parse_mode` must be HTML'],
    ["{'text': 'a', 'parse_mode': 5}", '`parse_mode` must be HTML'],
    [`{'parse_mode': 'MarkdownV2', 'text': ${LONG}}`, 'longer than 4096'],
    [`{'parse_mode': '', 'text': ${LONG}}`, 'longer than 4096'],
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
