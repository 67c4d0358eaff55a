import { type Facts, type ReceivedRequest } from '../visit';
import { unescapeMarkup } from './unescape-markup';

interface SendMessage {
  chat_id?: string;
  parse_mode?: string;
  text?: string;
}

const MAX_LENGTH = 4096;
const TAG = /<(\/?)([a-z]+)>/g;

/** Judges the parameters of `sendMessage` as the Bot API does, and reads the message as a person would. */
export function readTelegram({ url, body }: ReceivedRequest): Facts {
  if (!/^\/bot\d+:\w+\/sendMessage$/.test(url)) throw new Error('Not Found');
  const { chat_id: chat, parse_mode: mode, text = '' } = JSON.parse(body) as SendMessage;
  if (!chat) throw new Error('Bad Request: chat not found');
  if (mode !== 'HTML' || !isHtml(text)) throw new Error("Bad Request: can't parse entities");
  const lines = unescapeMarkup(text.replaceAll(TAG, '')).split('\n');
  if (lines.join('\n').trim() === '') throw new Error('Bad Request: message text is empty');
  if (lines.join('\n').length > MAX_LENGTH) throw new Error('Bad Request: message is too long');
  return {
    lead_id: lines.at(-1)?.split(' · ')[1] ?? '',
    name: lines[0]?.split(': ').slice(1).join(': ') ?? '',
    phone: lines.find((line) => line.startsWith('Phone: '))?.slice('Phone: '.length) ?? '',
  };
}

/** Bold and italics, closed in the right order; every other `<` and `&` has to be written as a reference. */
function isHtml(text: string): boolean {
  const open: string[] = [];
  for (const [, slash, name] of text.matchAll(TAG)) {
    if (name !== 'b' && name !== 'i') return false;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) return false;
  }
  return open.length === 0 && !/[<>]|&(?!(?:lt|gt|quot|amp);)/.test(text.replaceAll(TAG, ''));
}
