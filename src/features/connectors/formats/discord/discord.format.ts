import { type Pace } from '../../../../core/pacing';
import { type Encoding, type Format } from '../../format';
import { cutText } from '../cut-text';
import { encodeJson, isRecord } from '../encode-json';
import { refused } from '../encoding';
import { NO_OPTIONS } from '../format-options';
import { signNothing } from '../sign-both-forms';
import { DISCORD_MAPPING } from './default-mapping';
import { cutEmbeds, embedsFault } from './discord-embeds';
import { judgeDiscord } from './judge-discord';

const CONTENT_LENGTH = 2_000;

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

function encodeMessage(message: unknown): Encoding {
  if (!isRecord(message))
    return refused('The mapping must give a text or an object with `content` or `embeds`.');
  const { content, embeds, components, poll } = message;
  if (content !== undefined && typeof content !== 'string') return refused('`content` must be text.');
  const fault = embeds === undefined ? null : embedsFault(embeds);
  if (fault !== null) return refused(fault);
  const cut = embeds === undefined ? [] : cutEmbeds(embeds as Record<string, unknown>[]);
  const isEmpty = !content?.trim() && cut.length === 0 && !components && !poll;
  if (isEmpty) return refused('Discord needs `content` or `embeds`; an empty message is not accepted.');
  return encodeJson({
    allowed_mentions: NO_MENTIONS,
    ...message,
    ...(content !== undefined && { content: cutText(content, CONTENT_LENGTH) }),
    ...(embeds !== undefined && { embeds: cut }),
  });
}
