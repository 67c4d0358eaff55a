import { type Pace } from '../../../../core/pacing';
import { type Encoding, type Format } from '../../format';
import { cutText } from '../cut-text';
import { encodeJson, isRecord } from '../encode-json';
import { refused } from '../encoding';
import { NO_OPTIONS } from '../format-options';
import { leaveOutNulls } from '../leave-out-nulls';
import { signNothing } from '../sign-both-forms';
import { DISCORD_MAPPING } from './default-mapping';
import { cutEmbeds, embedsFault } from './discord-embeds';
import { judgeDiscord } from './judge-discord';
import { leaveOutBlanks } from './leave-out-blanks';

const CONTENT_LENGTH = 2_000;

/** Of who writes (up to 80 characters, as webhooks' own names), and of the thread that is made for the message. */
const NAME_LENGTHS = { username: 80, thread_name: 100 } as const;
const FORBIDDEN_NAME = /discord|clyde|^(?:everyone|here)$/i;

/** Without a word about mentions in the mapping nobody is called, whatever the texts say. */
const NO_MENTIONS = { parse: [] };

/** Thirty messages in any minute for each webhook, five of them at once. */
const PACE: Pace = { burst: 5, intervalMs: 2_400 };

/** Messages for webhooks of Discord. A mapping gives text or a whole message. */
export const discordFormat: Format = {
  name: 'discord',
  title: 'Discord',
  description:
    'A message for a webhook of Discord, made of embeds. Mentions such as @everyone call nobody unless the mapping gives ' +
    '`allowed_mentions`. Not signed: the URL is the secret.',
  ...NO_OPTIONS,
  defaultMapping: DISCORD_MAPPING,
  encode: (content) => encodeMessage(typeof content === 'string' ? { content } : content),
  sign: signNothing,
  judge: judgeDiscord,
  pace: () => PACE,
};

function encodeMessage(given: unknown): Encoding {
  const message = leaveOutNulls(given);
  if (!isRecord(message))
    return refused('The mapping must give a text or an object with `content` or `embeds`.');
  const { content, embeds, components, poll } = message;
  if (content !== undefined && typeof content !== 'string') return refused('`content` must be text.');
  const fault = (embeds === undefined ? null : embedsFault(embeds)) ?? nameFault(message['username']);
  if (fault !== null) return refused(fault);
  const cut = embeds === undefined ? [] : cutEmbeds(embeds as Record<string, unknown>[]);
  const isEmpty = !content?.trim() && cut.length === 0 && isNothing(components) && isNothing(poll);
  if (isEmpty) return refused('Discord needs `content` or `embeds`; an empty message is not accepted.');
  return encodeJson({
    allowed_mentions: NO_MENTIONS,
    ...cutNames(message),
    ...(content !== undefined && { content: cutText(content, CONTENT_LENGTH) }),
    ...(embeds !== undefined && { embeds: cut }),
  });
}

/** What Discord would refuse of the name that a message is written under, as a sentence, or null. */
function nameFault(name: unknown): string | null {
  return typeof name === 'string' && FORBIDDEN_NAME.test(name.trim())
    ? 'Discord takes no `username` that has "discord" or "clyde" in it, or is "everyone" or "here".'
    : null;
}

/** Names that are too long are cut; empty ones, which Discord refuses, and an empty URL are left out. */
function cutNames(message: Record<string, unknown>): Record<string, unknown> {
  const kept = leaveOutBlanks(message, [...Object.keys(NAME_LENGTHS), 'avatar_url']);
  for (const [name, length] of Object.entries(NAME_LENGTHS)) {
    const text = kept[name];
    if (typeof text === 'string') kept[name] = cutText(text, length);
  }
  return kept;
}

function isNothing(part: unknown): boolean {
  return part === undefined || (Array.isArray(part) && part.length === 0);
}
