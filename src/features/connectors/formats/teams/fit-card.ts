import { cutText } from '../cut-text';
import { isRecord } from '../encode-json';

/** What Teams takes of a message, in bytes of its JSON. */
export const MAX_MESSAGE_BYTES = 28 * 1024;

/** The members of a card that hold prose; cutting a URL or a type would break it. */
const PROSE = new Set(['text', 'title', 'value', 'fallbackText', 'altText']);

/** How long each text may stay, tried one after the other until the message fits. */
const LENGTHS = [4_000, 1_000, 250];
const SHORTEST = 60;

/** The message with its texts cut as far as it takes to fit, or null where even short texts are too much. */
export function fitCard(message: Record<string, unknown>): unknown {
  if (isWithinLimit(message)) return message;
  // First, because a card of thousands of elements takes its time at every length.
  const shortest = cutProse(message, SHORTEST);
  if (!isWithinLimit(shortest)) return null;
  for (const length of LENGTHS) {
    const cut = cutProse(message, length);
    if (isWithinLimit(cut)) return cut;
  }
  return shortest;
}

function isWithinLimit(message: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(message)) <= MAX_MESSAGE_BYTES;
}

function cutProse(value: unknown, length: number): unknown {
  if (Array.isArray(value)) return value.map((item) => cutProse(item, length));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      typeof member === 'string' && PROSE.has(name) ? cutText(member, length) : cutProse(member, length),
    ]),
  );
}
