import {
  BUILTIN_NAMES,
  encodedSample,
  encodeSample,
  EXCESSIVE_DATA,
} from '../../../../../test/support/formats/encode-sample';
import { sampleAnswer } from '../../../../../test/support/formats/sample-answer';
import { discordFormat } from './discord.format';
import sample from './sample.json';

/** A text of 5000 characters. */
const LONG = "$long := $join($map([1..500], function() { '0123456789' }))";

interface Embed {
  title?: string;
  description?: string;
  fields?: { name: string; value: string }[];
  footer?: { text: string };
  author?: { name: string };
}
interface Message {
  content?: string;
  embeds: Embed[];
  allowed_mentions: unknown;
}

async function messageOf(given: {
  type?: string;
  data?: Record<string, unknown>;
  mapping?: string;
}): Promise<Message> {
  return JSON.parse((await encodedSample(discordFormat, given)).body) as Message;
}

function expectWithinLimits({ embeds }: Message): void {
  let total = 0;
  expect(embeds.length).toBeLessThanOrEqual(10);
  for (const { title = '', description = '', fields = [], footer, author } of embeds) {
    const [footerText, name] = [footer?.text ?? '', author?.name ?? ''];
    expect(title.length).toBeLessThanOrEqual(256);
    expect(description.length).toBeLessThanOrEqual(4_096);
    expect(footerText.length).toBeLessThanOrEqual(2_048);
    expect(name.length).toBeLessThanOrEqual(256);
    expect(fields.length).toBeLessThanOrEqual(25);
    for (const field of fields) {
      expect(field.name.length).toBeLessThanOrEqual(256);
      expect(field.value.length).toBeLessThanOrEqual(1_024);
      expect(Math.min(field.name.length, field.value.length)).toBeGreaterThan(0);
      total += field.name.length + field.value.length;
    }
    total += title.length + description.length + footerText.length + name.length;
  }
  expect(total).toBeLessThanOrEqual(6_000);
}

describe('discordFormat', () => {
  it('writes its sample', async () => {
    const encoded = await encodedSample(discordFormat);
    expect(encoded).toEqual({ contentType: 'application/json', body: JSON.stringify(sample), headers: {} });
  });

  it.each(BUILTIN_NAMES)('shows %s as an embed', async (type) => {
    const message = await messageOf({ type });
    expectWithinLimits(message);
    expect(message.embeds).toHaveLength(1);
    expect(message.embeds[0]?.fields?.length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(message)).not.toMatch(/undefined|null|\[object/);
  });

  it('keeps a customer’s own event within 6000 characters and calls nobody', async () => {
    const message = await messageOf({ type: 'order.paid', data: EXCESSIVE_DATA });
    expectWithinLimits(message);
    expect(message.allowed_mentions).toEqual({ parse: [] });
    expect(message.embeds[0]?.footer?.text).toContain('order.paid');
  });

  it('shows markdown from outside as it is written', async () => {
    const { embeds } = await messageOf({
      type: 'lead.submitted',
      data: { name: '**[x](https://x.example)**' },
    });
    expect(embeds[0]?.title).toBe('🆕 New lead: \\*\\*\\[x](https://x.example)\\*\\*');
  });

  it('counts all embeds of a message together', async () => {
    const mapping = `(${LONG}; {'embeds': [[1..12].{'title': 'T', 'description': $long}]})`;
    const message = await messageOf({ mapping });
    expectWithinLimits(message);
    expect(message.embeds).toHaveLength(2);
    expect(message.embeds[1]?.description).toMatch(/…$/);
  });

  it('leaves out what nothing is left of, down to whole embeds', async () => {
    const embeds = [
      "{'title': 'a', 'description': $long}",
      "{'title': 'b', 'description': $long, 'fields': [{'name': 'n', 'value': 'v'}]}",
      "{'title': 'c', 'description': 'd', 'author': {'name': 'e'}, 'footer': {'text': 'f'}}",
      "{'title': 'g', 'image': {'url': 'https://x.example/i.png'}}",
    ];
    const message = await messageOf({ mapping: `(${LONG}; {'embeds': [${embeds.join()}]})` });
    expect(message.embeds.map(({ description, ...others }) => [description?.length, others])).toEqual([
      [4_096, { title: 'a' }],
      [1_902, { title: 'b' }],
      [undefined, { image: { url: 'https://x.example/i.png' } }],
    ]);
  });

  it('leaves out fields that are blank, which Discord refuses', async () => {
    const mapping = `{'embeds': [{'title': 'a', 'fields': [
      {'name': 'Phone', 'value': ' \u00a0'}, {'name': '', 'value': 'x'}, {'name': 'City', 'value': 'Tampa'}
    ]}]}`;
    const { embeds } = await messageOf({ mapping });
    expect(embeds).toEqual([{ title: 'a', fields: [{ name: 'City', value: 'Tampa' }] }]);
  });

  it('leaves out members that are null, as if the mapping had not named them', async () => {
    const mapping = `{'content': null, 'username': null, 'allowed_mentions': null, 'components': null, 'embeds': [{
      'title': 'a', 'description': null, 'color': null, 'author': null, 'footer': null, 'image': null, 'fields': null
    }, {'title': 'b', 'author': {'name': 'c', 'icon_url': null}, 'fields': [{'name': 'd', 'value': 'e', 'inline': null}]}]}`;
    expect(await messageOf({ mapping })).toEqual({
      allowed_mentions: { parse: [] },
      embeds: [{ title: 'a' }, { title: 'b', author: { name: 'c' }, fields: [{ name: 'd', value: 'e' }] }],
    });
    expect(await messageOf({ mapping: "{'content': 'a', 'embeds': null}" })).toEqual({
      allowed_mentions: { parse: [] },
      content: 'a',
    });
  });

  it('leaves out blank names, addresses and times, which Discord refuses', async () => {
    const mapping = `{'username': ' ', 'avatar_url': '', 'thread_name': '', 'embeds': [{
      'title': 'a', 'url': '', 'timestamp': '', 'image': {'url': ''}, 'thumbnail': {'url': ' '},
      'author': {'name': 'b', 'url': '', 'icon_url': ''}, 'footer': {'text': 'c', 'icon_url': ''}
    }]}`;
    expect(await messageOf({ mapping })).toEqual({
      allowed_mentions: { parse: [] },
      embeds: [{ title: 'a', author: { name: 'b' }, footer: { text: 'c' } }],
    });
  });

  it('cuts the names of who writes and of the thread', async () => {
    const mapping = `(${LONG}; {'content': 'a', 'username': $long, 'thread_name': $long})`;
    const { username, thread_name } = (await messageOf({ mapping })) as unknown as Record<string, string>;
    expect([username?.length, thread_name?.length]).toEqual([80, 100]);
  });

  it.each(['0', '16777215', "'255'"])('takes %s for a colour', async (color) => {
    expect(
      (await encodeSample(discordFormat, { mapping: `{'embeds': [{'title': 'a', 'color': ${color}}]}` }))
        .kind,
    ).toBe('encoded');
  });

  it('lets a mapping allow mentions, and takes a text for a message', async () => {
    const mapping = "{'content': '@everyone', 'allowed_mentions': {'parse': ['everyone']}}";
    expect(await messageOf({ mapping })).toEqual({
      content: '@everyone',
      allowed_mentions: { parse: ['everyone'] },
    });
    expect(await messageOf({ mapping: "'@everyone'" })).toEqual({
      content: '@everyone',
      allowed_mentions: { parse: [] },
    });
  });

  it('cuts a long content', async () => {
    const { content } = await messageOf({ mapping: LONG });
    expect(content).toHaveLength(2_000);
  });

  it.each([
    ['[1]', 'must give a text'],
    ["' '", 'empty message'],
    ["{'embeds': []}", 'empty message'],
    ["{'content': 5}", '`content` must be text'],
    ["{'embeds': 5}", 'must be a list'],
    ["{'embeds': ['x']}", '`embeds[0]` must be an object'],
    ["{'embeds': [{'title': 5}]}", 'must have text for `title`'],
    ["{'embeds': [{'title': 'a', 'footer': {}}]}", 'must have text for `title`'],
    ["{'embeds': [{'fields': [{'name': 'x'}]}]}", 'text for `name` and `value`'],
    ["{'embeds': [{'title': '', 'fields': [{'name': 'x', 'value': ' '}]}]}", 'empty message'],
    ["{'embeds': [{'color': 5}]}", 'empty message'],
    ["{'content': null, 'embeds': null, 'components': null, 'poll': null}", 'empty message'],
    ["{'content': ' ', 'components': []}", 'empty message'],
    ["{'embeds': [{'video': {'url': 'https://x.example/v.mp4'}}]}", 'empty message'],
    ["{'embeds': [{'image': {'url': ''}}]}", 'empty message'],
    ["{'embeds': [{'title': 'a', 'image': {}}]}", '`image.url`'],
    ["{'embeds': [{'title': 'a', 'thumbnail': 'https://x.example/t.png'}]}", '`thumbnail.url`'],
    ["{'embeds': [{'title': 'a', 'color': '#ff8800'}]}", 'whole number up to 16777215'],
    ["{'embeds': [{'title': 'a', 'color': 16777216}]}", 'whole number up to 16777215'],
    ["{'embeds': [{'title': 'a', 'color': -1}]}", 'whole number up to 16777215'],
    ["{'content': 'a', 'username': 'My Discord bot'}", 'no `username`'],
    ["{'content': 'a', 'username': 'Here'}", 'no `username`'],
    ["{'embeds': [null]}", '`embeds[0]` must be an object'],
  ])('refuses %s', async (mapping, words) => {
    const encoding = await encodeSample(discordFormat, { mapping });
    expect(encoding).toMatchObject({ kind: 'refused', detail: expect.stringContaining(words) });
  });
});

describe('discordFormat.judge', () => {
  it.each([200, 204])('takes %i for success', (status) => {
    expect(discordFormat.judge(sampleAnswer(status))).toEqual({ kind: 'success' });
  });

  it.each([
    [{ message: 'You are being rate limited.', retry_after: 1.337, global: false }, {}, '2'],
    [{ message: 'You are being rate limited.' }, { 'retry-after': '65' }, '65'],
    ['<html>', {}, null],
  ])('reads from a 429 with %p and %p to wait %p seconds', (body, headers, retryAfter) => {
    expect(discordFormat.judge(sampleAnswer(429, body, headers))).toMatchObject({
      kind: 'failure',
      retryAfter,
    });
  });

  it('tells what Discord says of a refused message', () => {
    const answer = sampleAnswer(400, { message: 'Invalid Form Body', code: 50035, retry_after: 5 });
    expect(discordFormat.judge(answer)).toMatchObject({
      kind: 'failure',
      error: { message: expect.stringMatching(/ Discord says: "Invalid Form Body"\.$/) },
      retryAfter: null,
    });
  });
});
