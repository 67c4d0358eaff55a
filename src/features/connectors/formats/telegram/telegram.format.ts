import { type Pace } from '../../../../core/pacing';
import { type Encoding, type Format } from '../../format';
import { encodeJson, isRecord } from '../encode-json';
import { refused } from '../encoding';
import { formatOptions, type FormatOption } from '../format-options';
import { signNothing } from '../sign-both-forms';
import { TELEGRAM_MAPPING } from './default-mapping';
import { fitHtml, isBlankHtml } from './fit-html';
import { judgeTelegram } from './judge-telegram';

/** Characters after entities parsing (Bot API, sendMessage). */
const TEXT_LENGTH = 4_096;

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

function encodeMessage(message: unknown, chat: unknown): Encoding {
  if (!isRecord(message)) return refused('The mapping must give a text or an object with `text`.');
  const { text, parse_mode: mode = 'HTML' } = message;
  if (typeof text !== 'string' || isBlankHtml(text)) return refused('`text` must be text and not empty.');
  const parameters = {
    chat_id: chat,
    parse_mode: mode,
    link_preview_options: { is_disabled: true },
    ...message,
  };
  if (mode !== 'HTML') return encodeOther(parameters, text);
  const fitted = fitHtml(text, TEXT_LENGTH);
  return fitted.kind === 'faulty'
    ? refused(`\`text\` ${fitted.detail}`)
    : encodeJson({ ...parameters, text: fitted.html });
}

/** Markdown cannot be cut without knowing what the cut would leave open. */
function encodeOther(parameters: Record<string, unknown>, text: string): Encoding {
  return text.length > TEXT_LENGTH
    ? refused(`\`text\` is longer than ${TEXT_LENGTH} characters; only HTML is cut to fit.`)
    : encodeJson(parameters);
}
