import { MAPPING_LIMITS } from './limits';
import { failedMapping, type FailedMapping } from './mapping-outcome';
import { MappingRefusal } from './mapping-refusal';

export type OutputWriting = { kind: 'written'; json: string } | FailedMapping;

/**
 * Writes what a mapping gave as JSON, and only what is JSON. Fields without a value are left out, items without one
 * are null, marks the language puts on its lists vanish, halves of surrogate pairs become U+FFFD; functions, numbers
 * that are none, and results that never end are refused.
 *
 * Nothing of the result is called: `JSON.stringify` would run a `toJSON` that an expression planted, and would
 * write a small result that holds itself many times over until memory ends.
 * @returns the JSON text, at most {@link MAPPING_LIMITS.outputBytes} long
 */
export function writeOutput(result: unknown): OutputWriting {
  if (result === undefined) {
    return failedMapping('NO_RESULT', 'The mapping gave nothing: what it asks for is not in the event.');
  }
  try {
    const json = new OutputWriter().write(result);
    return Buffer.byteLength(json) > MAPPING_LIMITS.outputBytes ? tooLarge() : { kind: 'written', json };
  } catch (error) {
    if (error instanceof MappingRefusal) return failedMapping(error.failure, error.message);
    throw error;
  }
}

const TOO_LARGE = `The result is larger than ${MAPPING_LIMITS.outputBytes} bytes.`;
const tooLarge = () => failedMapping('OUTPUT_TOO_LARGE', TOO_LARGE);

class OutputWriter {
  private json = '';
  /** Keys and indexes from the result's root to what is being written. */
  private readonly path: (string | number)[] = [];

  write(result: unknown): string {
    this.value(result);
    return this.json;
  }

  private value(value: unknown): void {
    if (value === null || typeof value === 'boolean') return this.append(String(value));
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'number') return this.number(value);
    if (typeof value !== 'object')
      return this.refuse(typeof value === 'function' ? 'a function' : 'no value');
    if (this.path.length >= MAPPING_LIMITS.outputDepth) return this.refuse('more levels than can be written');
    if (Array.isArray(value)) return this.list(value);
    if ('_jsonata_lambda' in value || '_jsonata_function' in value) return this.refuse('a function');
    return this.fields(value as Record<string, unknown>);
  }

  private text(value: string): void {
    // Before it is copied: escaping only ever makes it longer.
    this.reserve(value.length);
    this.append(JSON.stringify(value.toWellFormed()));
  }

  private number(value: number): void {
    if (!Number.isFinite(value)) return this.refuse('a number that is none, such as a division by zero');
    this.append(JSON.stringify(value));
  }

  private list(items: readonly unknown[]): void {
    this.append('[');
    for (let index = 0; index < items.length; index++) {
      if (index > 0) this.append(',');
      // As `JSON.stringify` does: `$match` gives no value for a group that took no part, and the others keep their places.
      this.at(index, items[index] ?? null);
    }
    this.append(']');
  }

  private fields(fields: Record<string, unknown>): void {
    this.append('{');
    let isFirst = true;
    for (const key of Object.keys(fields)) {
      const value = fields[key];
      if (value === undefined) continue;
      if (!isFirst) this.append(',');
      isFirst = false;
      this.text(key);
      this.append(':');
      this.at(key, value);
    }
    this.append('}');
  }

  private at(place: string | number, value: unknown): void {
    this.path.push(place);
    this.value(value);
    this.path.pop();
  }

  private append(text: string): void {
    this.reserve(text.length);
    this.json += text;
  }

  private reserve(length: number): void {
    if (this.json.length + length > MAPPING_LIMITS.outputBytes) {
      throw new MappingRefusal('OUTPUT_TOO_LARGE', TOO_LARGE);
    }
  }

  private refuse(what: string): never {
    const shown = this.path.slice(0, 8).join('.').slice(0, 100);
    const place = shown === '' ? 'The result is' : `The result has at "${shown}"`;
    throw new MappingRefusal('OUTPUT_NOT_JSON', `${place} ${what}, which JSON cannot carry.`);
  }
}
