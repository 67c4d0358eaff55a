import { type EncodedBody, type Encoding } from '../format';

/** The most a body may have, in bytes of UTF-8: as much as an event that is published. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** For the customer. */
export const BODY_TOO_LARGE = 'The body would be larger than 1 MiB.';

/** Takes the next piece of a body. What it throws must be let through. */
export type WritePiece = (piece: string) => void;

/**
 * Writes a body in pieces, which are joined when all are known to fit. Formats repeat what they are given, such as the
 * name of a list for each of its items, so that a small event may be a body larger than memory: whoever writes
 * hands over a piece as soon as it is made, and is stopped by the first one too many.
 */
export function encodePieces(contentType: string, write: (out: WritePiece) => void): Encoding {
  const pieces: string[] = [];
  let left = MAX_BODY_BYTES;
  try {
    write((piece) => {
      left -= Buffer.byteLength(piece);
      if (left < 0) throw new BodyTooLarge(BODY_TOO_LARGE);
      pieces.push(piece);
    });
  } catch (error) {
    if (error instanceof BodyTooLarge) return refused(BODY_TOO_LARGE);
    throw error;
  }
  return encoded({ contentType, body: pieces.join('') });
}

export function encoded(parts: Pick<EncodedBody, 'contentType' | 'body'> & Partial<EncodedBody>): Encoding {
  return { kind: 'encoded', encoded: { headers: {}, ...parts } };
}

/** @param detail a plain sentence for the customer: what is wrong with the content, and what would do */
export function refused(detail: string): Encoding {
  return { kind: 'refused', detail };
}

class BodyTooLarge extends Error {}
