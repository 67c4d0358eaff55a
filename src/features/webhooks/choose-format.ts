import { type FieldError } from '../../core/errors/app-error';
import { formatOf, type FormatName, type FormatOptions } from '../connectors';

/** A format and its options, which belong together. */
export interface FormatChoice {
  readonly format: FormatName;
  readonly formatOptions: FormatOptions;
}

export type FormatReading = { kind: 'ok'; choice: FormatChoice } | { kind: 'invalid'; fields: FieldError[] };

/**
 * The format of a webhook after a change. Options are replaced as a whole; those of another format never carry
 * over, so a new format without options starts from its own defaults.
 *
 * @param before null for a new webhook
 */
export function chooseFormat(before: FormatChoice | null, asked: Partial<FormatChoice>): FormatReading {
  const format = asked.format ?? before?.format ?? 'synaptis';
  const kept = before?.format === format ? before.formatOptions : {};
  const reading = formatOf(format).readOptions(asked.formatOptions ?? kept);
  if (reading.kind === 'ok') return { kind: 'ok', choice: { format, formatOptions: reading.options } };
  const fields = reading.fields.map(({ pointer, detail }) => ({
    pointer: `/format_options${pointer}`,
    detail,
  }));
  return { kind: 'invalid', fields };
}
