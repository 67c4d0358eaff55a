import { type Pace } from '../../../../core/pacing';
import { type Encoding, type Format } from '../../format';
import { encodeJson, isRecord } from '../encode-json';
import { refused } from '../encoding';
import { formatOptions, type FormatOption } from '../format-options';
import { leaveOutNulls } from '../leave-out-nulls';
import { signNothing } from '../sign-both-forms';
import { TELEGRAM_MAPPING } from './default-mapping';
import { judgeTelegram } from './judge-telegram';
import { fitText, isBlank, styleOf } from './text-style';

const chatId: FormatOption = {
  schema: {
    type: 'string',
    pattern: '^(-?[0-9]{1,20}|@[A-Za-z][A-Za-z0-9_]{3,31})$',
    description: 'The chat to write to: its number, or @name of a public channel. The bot must be a member.',
    examples: ['-1001234567890'],
  },
  fault: (value) =>
    typeof value === 'string' && /^(?:-?\d{1,20}|@[A-Za-z]\w{3,31})$/.test(value)
      ? null
      : 'Must be the number of a chat as text, or @ and the name of a public channel.',
  required: true,
};

/** One message a second in a chat, twenty in any minute in a group or channel (Telegram, bots FAQ). */
const CHAT_PACE: Pace = { burst: 3, intervalMs: 1_000 };
const GROUP_PACE: Pace = { burst: 3, intervalMs: 3_500 };

/** Messages by `sendMessage` of Telegram's Bot API. A mapping gives text or the parameters of that call. */
export const telegramFormat: Format = {
  name: 'telegram',
  title: 'Telegram',
  description:
    'A message of a Telegram bot; the URL is https://api.telegram.org/bot<token>/sendMessage. Not signed: the URL is the ' +
    'secret.',
  ...formatOptions({ chat_id: chatId }),
  defaultMapping: TELEGRAM_MAPPING,
  encode: (content, { options }) =>
    encodeMessage(typeof content === 'string' ? { text: content } : content, options['chat_id']),
  sign: signNothing,
  judge: judgeTelegram,
  pace: ({ chat_id: chat }) => (/^[-@]/.test(String(chat)) ? GROUP_PACE : CHAT_PACE),
};

function encodeMessage(given: unknown, chat: unknown): Encoding {
  const message = leaveOutNulls(given);
  if (!isRecord(message)) return refused('The mapping must give a text or an object with `text`.');
  const { text, parse_mode: mode, ...others } = message;
  const style = styleOf(mode, others['entities']);
  if (style === null)
    return refused('`parse_mode` must be HTML, MarkdownV2, Markdown, or "" for plain text.');
  if (typeof text !== 'string' || isBlank(text, style)) return refused('`text` must be text and not empty.');
  const fitted = fitText(text, style);
  if (fitted.kind === 'faulty') return refused(`\`text\` ${fitted.detail}`);
  return encodeJson({
    chat_id: chat,
    ...(style !== 'plain' && { parse_mode: mode ?? 'HTML' }),
    link_preview_options: { is_disabled: true },
    ...others,
    text: fitted.text,
  });
}
