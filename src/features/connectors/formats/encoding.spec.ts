import { type Encoding, type FormatName, FORMAT_NAMES } from '../format';
import { encodePieces, MAX_BODY_BYTES } from './encoding';
import { formatOf } from './index';
import { sampleInput } from './sample-input';

const TOO_LARGE = { kind: 'refused', detail: 'The body would be larger than 1 MiB.' };
const EVERY_COLUMN = {
  columns: Array.from({ length: 200 }, (_, index) => ({ name: `c${index}`, path: 'data' })),
};

/** Writes an event, or what a mapping gave. */
function encode(
  name: FormatName,
  data: Record<string, unknown>,
  { options = {}, content }: { options?: Record<string, unknown>; content?: unknown } = {},
): Encoding {
  const format = formatOf(name);
  const input = sampleInput('order.paid', data);
  const reading = format.readOptions({ ...(name === 'telegram' && { chat_id: '1' }), ...options });
  if (reading.kind === 'invalid') throw new Error(JSON.stringify(reading.fields));
  const isMapped = content !== undefined;
  const context = { input, eventBody: JSON.stringify(input.event), options: reading.options, isMapped };
  return format.encode(isMapped ? content : input.event, context);
}

/** Many values below a long name. */
function below(nameLength: number, count: number): Record<string, unknown> {
  return {
    ['k'.repeat(nameLength)]: Object.fromEntries(Array.from({ length: count }, (_, key) => [key, 1])),
  };
}

/** How much memory strings took that were made and are still there. */
function heldBytes(make: () => void): number {
  const before = process.memoryUsage().heapUsed;
  make();
  return process.memoryUsage().heapUsed - before;
}

describe('a body that would be far larger than its event', () => {
  it.each([
    ['a form, which repeats the names of parents', 'form', below(10_000, 10_000), {}],
    ['a form of an event near its own limit', 'form', below(450_000, 60_000), {}],
    ['XML, which repeats the names of lists', 'xml', { ['é'.repeat(10_000)]: Array(10_000).fill(1) }, {}],
    ['XML with names it has to mend', 'xml', { ['é'.repeat(100_000)]: Array(200_000).fill(1) }, {}],
    ['CSV with a large part in many columns', 'csv', { t: 'x'.repeat(900_000) }, EVERY_COLUMN],
    ['a spreadsheet with the same', 'google_sheets', { t: 'x'.repeat(900_000) }, EVERY_COLUMN],
  ] as const)('is refused: %s', (_what, name, data, options) => {
    const startedAt = performance.now();
    const held = heldBytes(() => expect(encode(name, data, { options })).toEqual(TOO_LARGE));
    // Whole bodies took from 180 MB and 6 s up; generous, because other work shares the machine.
    expect(held).toBeLessThan(100 * 1024 * 1024);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it.each(FORMAT_NAMES)('%s gives no body above the limit, however long the texts', (name) => {
    // Both are 1 MiB as JSON; a form writes each of these characters with nine.
    const content = { text: '€'.repeat(349_000) };
    for (const encoding of [encode(name, content), encode(name, {}, { content })]) {
      if (encoding.kind === 'refused') continue;
      expect(Buffer.byteLength(encoding.encoded.body)).toBeLessThanOrEqual(MAX_BODY_BYTES);
    }
  });
});

describe('encodePieces', () => {
  it('counts bytes, and stops whoever writes at the first piece too many', () => {
    const written: number[] = [];
    const encoding = encodePieces('text/plain', (out) => {
      for (let index = 0; index < 10; index += 1) {
        out('€'.repeat(MAX_BODY_BYTES / 4));
        written.push(index);
      }
    });
    expect(encoding).toEqual(TOO_LARGE);
    expect(written).toEqual([0]);
  });

  it('takes a body that is just as large as it may be', () => {
    const encoding = encodePieces('text/plain', (out) => out('x'.repeat(MAX_BODY_BYTES)));
    expect(encoding).toMatchObject({ kind: 'encoded', encoded: { contentType: 'text/plain', headers: {} } });
    expect(encodePieces('text/plain', (out) => out('x'.repeat(MAX_BODY_BYTES + 1)))).toEqual(TOO_LARGE);
  });

  it('lets what else goes wrong through', () => {
    const fail = () => {
      throw new RangeError('Invalid string length');
    };
    expect(() => encodePieces('text/plain', fail)).toThrow(RangeError);
  });
});
