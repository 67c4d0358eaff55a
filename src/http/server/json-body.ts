import { isUtf8 } from 'node:buffer';
import { type FastifyInstance } from 'fastify';
import { AppError } from '../../core/errors/app-error';
import { quoteNumbers, scanJson, type Span } from '../../core/json';
import { type PlatformRequest } from '../access/caller';
import { hasLossyNumbersAsText } from './lossy-numbers';

/** Deeper or wider bodies are no lead data; they are attacks or accidents. */
const LIMITS = { maxDepth: 64, maxKeys: 20_000 };

/**
 * Makes JSON the only body there is. Compressed bodies are refused before any decoder sees them,
 * and a value that parsing would change (an integer beyond 2^53, a duplicate key) is refused, not changed;
 * `LossyNumbersAsText` makes texts of the numbers.
 */
export function acceptJsonOnly(fastify: FastifyInstance): void {
  fastify.addHook('preParsing', async (request) => {
    if (request.headers['content-encoding'] !== undefined) {
      throw new AppError(
        'UNSUPPORTED_CONTENT_ENCODING',
        'Send the body uncompressed, without Content-Encoding.',
      );
    }
  });
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: PlatformRequest, bytes: Buffer) => {
      if (bytes.length === 0) return undefined;
      if (!isUtf8(bytes)) throw new AppError('MALFORMED_JSON', 'The body is not valid UTF-8.');
      request.bodyText = bytes.toString();
      return parseJson(request.bodyText, hasLossyNumbersAsText(request) ? [] : undefined);
    },
  );
}

/**
 * @param numbers an empty list, when lossy numbers become texts
 * @throws AppError MALFORMED_JSON, VALIDATION_FAILED (too deep, too many keys) or LOSSY_JSON
 */
function parseJson(text: string, numbers?: Span[]): unknown {
  const result = scanJson(text, LIMITS, numbers);
  switch (result.kind) {
    case 'ok':
      return JSON.parse(numbers?.length ? quoteNumbers(text, numbers) : text) as unknown;
    case 'malformed':
      throw new AppError(
        'MALFORMED_JSON',
        `The body is not valid JSON (character ${result.position}): ${result.detail}`,
      );
    case 'too_deep':
      throw tooLarge(result.pointer, `must not be nested deeper than ${LIMITS.maxDepth} levels`);
    case 'too_many_keys':
      throw tooLarge(result.pointer, `must not bring the body over ${LIMITS.maxKeys} keys`);
    case 'lossy':
      throw new AppError(
        'LOSSY_JSON',
        'Some values would be changed on their way to receivers; send them in another form, such as text.',
        { fields: result.problems },
      );
    default:
      return result satisfies never;
  }
}

function tooLarge(pointer: string, detail: string): AppError {
  return new AppError('VALIDATION_FAILED', 'The body is nested too deeply or has too many keys.', {
    fields: [{ pointer: pointer.length > 200 ? `${pointer.slice(0, 200)}…` : pointer, detail }],
  });
}
