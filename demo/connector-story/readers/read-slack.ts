import { type Facts, type ReceivedRequest } from '../visit';
import { unescapeMarkup } from './unescape-markup';

interface Text {
  type: string;
  text: string;
}
interface Block {
  type: string;
  text?: Text;
  fields?: Text[];
  elements?: Text[];
}
interface Message {
  text?: string;
  blocks?: Block[];
}

/** Judges a message by the limits of Slack's Block Kit and reads it as a person would. Errors are Slack's words. */
export function readSlack({ body }: ReceivedRequest): Facts {
  const { text = '', blocks = [] } = parse(body);
  if (text === '' && blocks.length === 0) throw new Error('no_text');
  if (text.length > 40_000) throw new Error('msg_too_long');
  if (blocks.length > 50 || !blocks.every(isBlock)) throw new Error('invalid_blocks');
  const title = blocks.find(({ type }) => type === 'header')?.text?.text ?? '';
  const fields = blocks.flatMap((block) => block.fields ?? []).map((field) => field.text.split('\n'));
  const footer = blocks.flatMap((block) => block.elements ?? [])[0]?.text ?? '';
  return {
    lead_id: footer.split(' · ')[1] ?? '',
    name: unescapeMarkup(title.split(': ').slice(1).join(': ')),
    phone: fields.find(([name]) => name === '*Phone*')?.[1] ?? '',
  };
}

function parse(body: string): Message {
  try {
    return JSON.parse(body) as Message;
  } catch {
    throw new Error('invalid_payload');
  }
}

/** https://docs.slack.dev/reference/block-kit/blocks */
function isBlock({ type, text, fields = [], elements = [] }: Block): boolean {
  switch (type) {
    case 'header':
      return text?.type === 'plain_text' && isText(text, 150);
    case 'section':
      return (
        fields.length <= 10 && fields.every((field) => isText(field, 2000)) && (!text || isText(text, 3000))
      );
    case 'context':
      return elements.length >= 1 && elements.length <= 10 && elements.every((text) => isText(text, 3000));
    default:
      return false;
  }
}

function isText({ text }: Text, limit: number): boolean {
  return text.length >= 1 && text.length <= limit;
}
