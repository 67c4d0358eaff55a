import { type Format, type FormatOptions, type OptionsReading } from '../format';

/** One option: how it is documented, what is wrong with a given value, and what holds when none is given. */
export interface FormatOption {
  schema: Readonly<Record<string, unknown>>;
  /** A plain sentence about what would be accepted, or null when the value is fine. */
  fault(value: unknown): string | null;
  /** Left out: the option stays unset. */
  fallback?: unknown;
  required?: true;
}

/** The two members of a format that concern its options, for a format that has none. */
export const NO_OPTIONS: Pick<Format, 'optionsSchema' | 'readOptions'> = {
  optionsSchema: null,
  readOptions: (given) => readOptions({}, given),
};

/** The two members of a format that concern its options, made from one description of them. */
export function formatOptions(
  options: Readonly<Record<string, FormatOption>>,
): Pick<Format, 'optionsSchema' | 'readOptions'> {
  const entries = Object.entries(options);
  const required = entries.filter(([, option]) => option.required).map(([name]) => name);
  return {
    optionsSchema: {
      type: 'object',
      properties: Object.fromEntries(entries.map(([name, option]) => [name, documented(option)])),
      additionalProperties: false,
      ...(required.length > 0 && { required }),
    },
    readOptions: (given) => readOptions(options, given),
  };
}

/** One of a few words; the first is the default. */
export function choice(description: string, words: readonly [string, ...string[]]): FormatOption {
  return {
    schema: { type: 'string', enum: words, description },
    fault: (value) => (words.includes(value as string) ? null : `Must be one of ${words.join(', ')}.`),
    fallback: words[0],
  };
}

export function flag(description: string, fallback: boolean): FormatOption {
  return {
    schema: { type: 'boolean', description },
    fault: (value) => (typeof value === 'boolean' ? null : 'Must be true or false.'),
    fallback,
  };
}

function documented({ schema, fallback }: FormatOption): Readonly<Record<string, unknown>> {
  return fallback === undefined ? schema : { ...schema, default: fallback };
}

function readOptions(options: Readonly<Record<string, FormatOption>>, given: FormatOptions): OptionsReading {
  const fields: { pointer: string; detail: string }[] = [];
  const read: Record<string, unknown> = {};
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(options, name))
      fields.push({ pointer: pointerTo(name), detail: 'Is not an option of this format.' });
  }
  for (const [name, option] of Object.entries(options)) {
    const value = given[name] ?? option.fallback;
    const isMissing = value === undefined;
    const detail = isMissing ? (option.required ? 'Is required.' : null) : option.fault(value);
    if (detail !== null) fields.push({ pointer: pointerTo(name), detail });
    if (!isMissing) read[name] = value;
  }
  return fields.length > 0 ? { kind: 'invalid', fields } : { kind: 'ok', options: read };
}

/** RFC 6901, below the options. */
function pointerTo(name: string): string {
  return `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
