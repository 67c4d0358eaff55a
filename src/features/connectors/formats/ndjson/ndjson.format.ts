import { judge } from '../../../../core/delivery';
import { type Format } from '../../format';
import { encodePieces, refused } from '../encoding';
import { NO_OPTIONS } from '../format-options';
import { signBothForms } from '../sign-both-forms';

/** Lines of JSON, for what appends whole bodies to a file or a stream. */
export const ndjsonFormat: Format = {
  name: 'ndjson',
  title: 'NDJSON',
  description:
    'The event as one line of JSON. A mapping that gives a list gets a line for each of its items.',
  ...NO_OPTIONS,
  defaultMapping: null,
  encode(content, { eventBody, isMapped }) {
    const lines = isMapped ? linesOf(content) : [eventBody];
    if (lines.length === 0) return refused('The mapping gave nothing; it must give at least one line.');
    return encodePieces('application/x-ndjson', (out) => {
      for (const line of lines) out(`${line}\n`);
    });
  },
  sign: signBothForms,
  judge,
};

function linesOf(content: unknown): string[] {
  const items: unknown[] = Array.isArray(content) ? content : [content];
  return items.map((item) => JSON.stringify(item) as string | undefined).filter((line) => line !== undefined);
}
