import fc from 'fast-check';
import jsonata from 'jsonata';
import { type MappingInput } from '../format';
import { discordFormat } from './discord/discord.format';
import { BUILTIN_NAMES, encodeSample } from '../../../../test/support/formats/encode-sample';
import { sampleInput } from './sample-input';
import { slackFormat } from './slack/slack.format';
import { teamsFormat } from './teams/teams.format';
import { telegramFormat } from './telegram/telegram.format';

const CHATS = [
  { format: slackFormat, options: {} },
  { format: discordFormat, options: {} },
  { format: telegramFormat, options: { chat_id: '-100123' } },
  { format: teamsFormat, options: {} },
];

const UNDERSCORES = '_'.repeat(1_000_000);
const LEAD = { first_name: UNDERSCORES, lead_id: UNDERSCORES, source: UNDERSCORES, city: UNDERSCORES };
const CHECKS = Array.from({ length: 15_000 }, () => ({
  fraud: { risk_level: 'low' },
  rule: 'a_b',
  message: 'x',
}));
const manyFields = (count: number, value: unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}${'_'.repeat(50)}`, value]));

/** Each was more than the 50 ms of a mapping, or would be with the next careless line in it. */
const LARGE_EVENTS = [
  { what: 'long texts', type: 'lead.submitted', data: LEAD },
  { what: 'a long key', type: 'order.paid', data: { [UNDERSCORES]: 1 } },
  { what: 'long values', type: 'order.paid', data: manyFields(20, '_'.repeat(50_000)) },
  { what: 'many fields', type: 'order.paid', data: manyFields(20_000, 'x') },
  { what: 'a long list', type: 'order.paid', data: { list: Array(100_000).fill(1) } },
  { what: 'many deductions', type: 'lead.verified', data: { deductions: CHECKS } },
  { what: 'lists for objects', type: 'lead.verified', data: { checks: CHECKS } },
  { what: 'lists in objects', type: 'lead.verified', data: { checks: { fraud: CHECKS, phone: CHECKS } } },
  { what: 'a list of last attempts', type: 'delivery.failed', data: { last_attempt: { error: CHECKS } } },
  { what: 'a long time', type: 'ping.received', data: { expires_at: `${UNDERSCORES}Z` } },
];

/** JSONata calls what stands under some symbols; its types know of names only. */
type AssignHook = (name: symbol, hook: () => void) => void;

/** Evaluates a mapping and measures it by what does not depend on the machine. */
async function evaluate(
  mapping: string,
  input: MappingInput,
): Promise<{ steps: number; longest: number; content: unknown }> {
  const measured = { steps: 0, longest: 0 };
  const expression = jsonata(mapping);
  const countStep = () => void (measured.steps += 1);
  (expression.assign as unknown as AssignHook)(Symbol.for('jsonata.__evaluate_entry'), countStep);
  const seen = (text: string | undefined) => {
    measured.longest = Math.max(measured.longest, text?.length ?? 0);
    return text;
  };
  // These read a text from its start to its end, and are called as often as the mapping says.
  const replace = (text: string | undefined, from: string, to: string) => seen(text)?.replaceAll(from, to);
  // That of the sandbox reads no further than it is told to.
  const substring = (text: string | undefined, start: number, length = Infinity) =>
    seen(text?.slice(Math.min(start, 0), start + length))?.slice(Math.max(start, 0));
  expression.registerFunction('replace', replace);
  expression.registerFunction('substring', substring);
  expression.registerFunction('length', (text: string | undefined) => [...(seen(text) ?? '')].length);
  expression.registerFunction('trim', (text: string | undefined) => seen(text)?.trim());
  const content = (await expression.evaluate(input)) as unknown;
  return { ...measured, content: JSON.parse(JSON.stringify(content)) };
}

describe('the default mappings of the chat formats', () => {
  it.each(CHATS)(
    '$format.name writes a message whatever the members of a built-in event are',
    async (chat) => {
      const { format, options } = chat;
      const type = fc.constantFrom(...BUILTIN_NAMES, 'order.paid');
      await fc.assert(
        fc.asyncProperty(type, fc.infiniteStream(fc.jsonValue({ maxDepth: 2 })), async (name, values) => {
          const keys = Object.keys(sampleInput(name).event.data);
          const data = Object.fromEntries(keys.map((key) => [key, values.next().value]));
          expect(await encodeSample(format, { type: name, data, options })).toMatchObject({
            kind: 'encoded',
          });
        }),
        { numRuns: 40 },
      );
    },
  );

  it.each([
    ['2026-01-15T10:29:31.000Z', '2026-01-15 10:29 UTC'],
    ['2026-01-15T10:29:31+02:00', '2026-01-15T10:29:31+02:00'],
    ['soon', 'soon'],
  ])('show the time %s as %s', async (expires_at, shown) => {
    const encoding = await encodeSample(discordFormat, { type: 'ping.received', data: { expires_at } });
    expect(JSON.stringify(encoding)).toContain(`"Bids until\\",\\"value\\":\\"${shown}`);
  });

  describe.each(CHATS)('$format.name, whatever the size of an event', ({ format, options }) => {
    it.each(LARGE_EVENTS)('does little work for $what', async ({ type, data }) => {
      const { steps, longest, content } = await evaluate(
        format.defaultMapping ?? '',
        sampleInput(type, data),
      );
      expect(steps).toBeLessThan(12_000);
      expect(longest).toBeLessThan(20_000);
      const context = { input: sampleInput(type, data), eventBody: '', options, isMapped: true };
      expect(format.encode(content, context).kind).toBe('encoded');
    });
  });

  it.each(CHATS)('$format.name shows no facts without a name or a value', async ({ format, options }) => {
    const data = { email: '   ', city: '\n\n', phone: '\t', source: 'web_form' };
    const lead = JSON.stringify(await encodeSample(format, { type: 'lead.submitted', data, options }));
    expect(lead).toMatch(/Source.*web form/);
    expect(lead).not.toMatch(/Email|Place|Phone/);
    const own = await encodeSample(format, {
      type: 'order.paid',
      data: { '': 'lost', ' ': 'lost', a: 'kept' },
      options,
    });
    expect(own.kind).toBe('encoded');
    expect(JSON.stringify(own)).toContain('kept');
    expect(JSON.stringify(own)).not.toContain('lost');
  });

  it('shows the first items of a list, and says that there are more', async () => {
    const data = { few: [1, [2]], many: Array.from({ length: 30 }, (_, index) => [index]) };
    const encoding = await encodeSample(telegramFormat, {
      type: 'order.paid',
      data,
      options: { chat_id: '1' },
    });
    expect(JSON.stringify(encoding)).toContain('few:</b> [1,[2]]');
    expect(JSON.stringify(encoding)).toMatch(/many:<\/b> \[\[0\],.*,\[19\]\] …/);
  });

  it.each(CHATS)('$format.name uses nothing that is not bounded', ({ format }) => {
    expect(format.defaultMapping).not.toMatch(/\$(?:now|millis|random|eval|pad|match)\b/);
  });
});
