import { cutText } from '../cut-text';
import { isRecord } from '../encode-json';
import { cutMarkup } from './cut-markup';

/** Block Kit reference: blocks a message, and characters a text. */
const MAX_BLOCKS = 50;
const MAX_FIELDS = 10;
const MAX_ELEMENTS = 10;
const HEADER_LENGTH = 150;
const FIELD_LENGTH = 2_000;
const TEXT_LENGTH = 3_000;
/** Of all blocks of markdown together. */
const MARKDOWN_LENGTH = 12_000;
const TEXT_TYPES: readonly unknown[] = ['plain_text', 'mrkdwn'];

/** For those who write one without its type. */
const TEXT_OBJECT = 'a text object has `type` plain_text or mrkdwn, and `text`';

type Block = Record<string, unknown>;

/** What Slack would refuse of the blocks, as a sentence, or null. */
export function blocksFault(blocks: unknown): string | null {
  if (!Array.isArray(blocks)) return '`blocks` must be a list.';
  for (const [index, block] of blocks.entries()) {
    const fault = blockFault(block);
    if (fault !== null) return `\`blocks[${index}]\` ${fault}`;
  }
  return null;
}

/** The blocks within Slack's limits: what is too many is left out, what is too long ends in `…`. */
export function cutBlocks(blocks: readonly Block[]): Block[] {
  let left = MARKDOWN_LENGTH;
  return blocks.slice(0, MAX_BLOCKS).flatMap((block) => {
    if (block['type'] !== 'markdown') return [cutBlock(block)];
    const text = cutText(String(block['text']), left);
    left -= text.length;
    return text === '' ? [] : [{ ...block, text }];
  });
}

function blockFault(block: unknown): string | null {
  if (!isRecord(block) || typeof block['type'] !== 'string') return 'must be an object with a `type`.';
  const { type, text, elements } = block;
  switch (type) {
    case 'header':
      return hasText(text) && isRecord(text) && text['type'] === 'plain_text'
        ? null
        : 'is a header and must have a text object of `type` plain_text that is not empty.';
    case 'section':
      return sectionFault(block);
    case 'context':
      return Array.isArray(elements) && elements.length > 0 && elements.every(isElement)
        ? null
        : `is a context and must have at least one element, none of them empty; ${TEXT_OBJECT}.`;
    case 'markdown':
      return typeof text === 'string' && text.trim() !== ''
        ? null
        : 'is markdown and must have a text that is not empty.';
    case 'image':
      return typeof block['alt_text'] === 'string' ? null : 'is an image and must have `alt_text`.';
    default:
      return null;
  }
}

function sectionFault({ text, fields }: Block): string | null {
  if (text !== undefined && !hasText(text))
    return `has a \`text\` that is no text object or empty; ${TEXT_OBJECT}.`;
  if (fields === undefined)
    return text === undefined ? 'is a section and must have `text` or `fields`.' : null;
  return Array.isArray(fields) && fields.length > 0 && fields.every(hasText)
    ? null
    : `must have at least one field that is not empty; ${TEXT_OBJECT}.`;
}

function cutBlock(block: Block): Block {
  const { type, text, fields, elements } = block;
  return {
    ...block,
    ...(text !== undefined && { text: cutTextObject(text, type === 'header' ? HEADER_LENGTH : TEXT_LENGTH) }),
    ...(Array.isArray(fields) && {
      fields: fields.slice(0, MAX_FIELDS).map((field) => cutTextObject(field, FIELD_LENGTH)),
    }),
    ...(type === 'context' &&
      Array.isArray(elements) && {
        elements: elements.slice(0, MAX_ELEMENTS).map((element) => cutTextObject(element, TEXT_LENGTH)),
      }),
  };
}

/** A context holds pictures beside its texts. */
function isElement(value: unknown): boolean {
  return hasText(value) || (isRecord(value) && value['type'] === 'image');
}

/** Whether it is a text object with a text. */
function hasText(value: unknown): boolean {
  if (!isRecord(value) || typeof value['text'] !== 'string') return false;
  return TEXT_TYPES.includes(value['type']) && value['text'].trim() !== '';
}

function cutTextObject(value: unknown, limit: number): unknown {
  if (!isRecord(value) || typeof value['text'] !== 'string') return value;
  return { ...value, text: cutMarkup(value['text'], limit) };
}
