import { isRecord } from '../encode-json';
import { cutMarkup } from './cut-markup';
import { blocksFault, cutBlocks } from './slack-blocks';

/** Attachments a message (Slack's reference of secondary attachments), and characters that are shown of a text of one. */
const MAX_ATTACHMENTS = 100;
const TEXT_LENGTH = 8_000;

/** The members that hold prose; cutting a URL would break it. */
const TEXTS = ['text', 'pretext', 'fallback', 'title', 'footer', 'author_name', 'value'];

/**
 * The members that are seen, or hold what is seen; a colour alone, or an id, is nothing. The last three are of what speaks
 * like Slack.
 */
const SHOWN = [...TEXTS, 'blocks', 'fields', 'image_url', 'thumb_url', 'actions', 'audio_url', 'video_url'];

type Attachment = Record<string, unknown>;

/** What Slack would refuse of the attachments, as a sentence, or null. */
export function attachmentsFault(attachments: unknown): string | null {
  if (!Array.isArray(attachments) || !attachments.every(isRecord)) {
    return '`attachments` must be a list of objects.';
  }
  for (const [index, { blocks }] of attachments.entries()) {
    const fault = blocks === undefined ? null : blocksFault(blocks);
    if (fault !== null) return `In \`attachments[${index}]\`: ${fault}`;
  }
  return null;
}

/** Whether there is something to see in an attachment: Slack takes a message of others for one without text. */
export function isShown(attachment: Attachment): boolean {
  return SHOWN.map((name) => attachment[name]).some((part) =>
    typeof part === 'string' ? part.trim() !== '' : Array.isArray(part) && part.length > 0,
  );
}

/** The attachments within Slack's limits: what is too many is left out, what is too long ends in `…`. */
export function cutAttachments(attachments: readonly Attachment[]): Attachment[] {
  return attachments.slice(0, MAX_ATTACHMENTS).map((attachment) => {
    const { blocks, fields } = attachment;
    return {
      ...cutTexts(attachment),
      ...(blocks !== undefined && { blocks: cutBlocks(blocks as Attachment[]) }),
      ...(Array.isArray(fields) && {
        fields: fields.map((field: unknown) => (isRecord(field) ? cutTexts(field) : field)),
      }),
    };
  });
}

function cutTexts(part: Attachment): Attachment {
  const texts = TEXTS.map((name) => [name, part[name]] as const).filter(
    (entry): entry is readonly [string, string] => typeof entry[1] === 'string',
  );
  return {
    ...part,
    ...Object.fromEntries(texts.map(([name, text]) => [name, cutMarkup(text, TEXT_LENGTH)])),
  };
}
