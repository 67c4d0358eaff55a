import { cutText } from '../cut-text';
import { isRecord } from '../encode-json';
import { leaveOutBlanks } from './leave-out-blanks';

/** Discord's embed limits: embeds a message, fields an embed, characters a text and of all embeds together. */
const MAX_EMBEDS = 10;
const MAX_FIELDS = 25;
const TOTAL_LENGTH = 6_000;
const LENGTHS = {
  title: 256,
  description: 4_096,
  name: 256,
  value: 1_024,
  footer: 2_048,
  author: 256,
} as const;

const LAST_COLOR = 0xffffff;

/** An embed needs one of these to be shown; a webhook sets no `video`. */
const SHOWN = ['title', 'description', 'author', 'footer', 'fields', 'image', 'thumbnail'];

/** Members that Discord takes no blank text for. */
const URLS = ['url', 'icon_url'];
const FILLED = ['url', 'timestamp'];

type Embed = Record<string, unknown>;

/** What Discord would refuse of the embeds, as a sentence, or null. */
export function embedsFault(embeds: unknown): string | null {
  if (!Array.isArray(embeds)) return '`embeds` must be a list.';
  for (const [index, embed] of embeds.entries()) {
    const fault = embedFault(embed);
    if (fault !== null) return `\`embeds[${index}]\` ${fault}`;
  }
  return null;
}

/**
 * The embeds within Discord's limits. What comes last gives way: texts end in `…`, and what nothing is left of is left
 * out, down to whole embeds. Discord refuses blank texts, so they are nothing, too.
 */
export function cutEmbeds(embeds: readonly Embed[]): Embed[] {
  const budget = new Budget();
  return embeds
    .slice(0, MAX_EMBEDS)
    .map((embed) => cutEmbed(embed, budget))
    .filter((embed) => SHOWN.some((member) => embed[member] !== undefined));
}

/** The characters all embeds of a message may still use. */
class Budget {
  private left = TOTAL_LENGTH;

  /** Undefined where nothing is left of the text. */
  spend(text: unknown, limit: number): string | undefined {
    const cut = cutText(String(text), Math.min(limit, this.left));
    if (cut.trim() === '') return undefined;
    this.left -= cut.length;
    return cut;
  }
}

function embedFault(embed: unknown): string | null {
  if (!isRecord(embed)) return 'must be an object.';
  const { title, description, footer, author, image, thumbnail, color, fields = [] } = embed;
  const texts = [title, description, inside(footer, 'text'), inside(author, 'name')];
  const pictures = [inside(image, 'url'), inside(thumbnail, 'url')];
  if ([...texts, ...pictures].some((text) => text !== undefined && typeof text !== 'string')) {
    return 'must have text for `title`, `description`, `footer.text`, `author.name`, `image.url` and `thumbnail.url`, where it has them.';
  }
  if (color !== undefined && !isColor(color))
    return `must have a whole number up to ${LAST_COLOR} for \`color\`.`;
  return Array.isArray(fields) && fields.every(isField)
    ? null
    : 'must have `fields` as a list, each with text for `name` and `value`.';
}

/** A member of an object that may be missing; null where the object is none, or has no such member. */
function inside(part: unknown, name: string): unknown {
  if (part === undefined) return undefined;
  return isRecord(part) ? (part[name] ?? null) : null;
}

/** Discord reads digits as a number, but no `#ff8800`. */
function isColor(color: unknown): boolean {
  const number = typeof color === 'string' && /^\d{1,8}$/.test(color) ? Number(color) : color;
  return Number.isInteger(number) && (number as number) >= 0 && (number as number) <= LAST_COLOR;
}

function isField(field: unknown): boolean {
  return isRecord(field) && typeof field['name'] === 'string' && typeof field['value'] === 'string';
}

/** Members that are undefined are not written. */
function cutEmbed(embed: Embed, budget: Budget): Embed {
  const { title, description, author, footer, image, thumbnail, fields } = embed;
  return {
    ...leaveOutBlanks(embed, FILLED),
    ...(title !== undefined && { title: budget.spend(title, LENGTHS.title) }),
    ...(isRecord(author) && {
      author: cutPart(author, 'name', budget.spend(author['name'], LENGTHS.author)),
    }),
    // Before the long parts, so that they leave it its room.
    ...(isRecord(footer) && {
      footer: cutPart(footer, 'text', budget.spend(footer['text'], LENGTHS.footer)),
    }),
    ...(description !== undefined && { description: budget.spend(description, LENGTHS.description) }),
    ...(isRecord(image) && { image: withUrl(image) }),
    ...(isRecord(thumbnail) && { thumbnail: withUrl(thumbnail) }),
    ...(Array.isArray(fields) && { fields: cutFields(fields as Embed[], budget) }),
  };
}

function cutPart(part: Embed, name: string, text: string | undefined): Embed | undefined {
  return text === undefined ? undefined : { ...leaveOutBlanks(part, URLS), [name]: text };
}

function withUrl(picture: Embed): Embed | undefined {
  return String(picture['url']).trim() === '' ? undefined : picture;
}

function cutFields(fields: readonly Embed[], budget: Budget): Embed[] | undefined {
  const cut = fields
    .filter(({ name, value }) => [name, value].every((text) => String(text).trim() !== ''))
    .slice(0, MAX_FIELDS)
    .map((field) => ({
      ...field,
      name: budget.spend(field['name'], LENGTHS.name),
      value: budget.spend(field['value'], LENGTHS.value),
    }))
    .filter(({ name, value }) => name !== undefined && value !== undefined);
  return cut.length > 0 ? cut : undefined;
}
