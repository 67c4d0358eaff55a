import fc from 'fast-check';
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

  it.each(CHATS)('$format.name uses nothing that is not bounded', ({ format }) => {
    expect(format.defaultMapping).not.toMatch(/\$(?:now|millis|random|eval|pad|match)\b/);
  });
});
