import { type WritePiece } from '../encoding';

/** How the name of a nested value is written: `data[email]` or `data.email`. */
export type Nesting = 'brackets' | 'dots';

/**
 * Writes the fields of a form in the order of the content (application/x-www-form-urlencoded of the URL Standard).
 * Lists count from 0; what is empty inside has no field.
 */
export function writeForm(
  content: Readonly<Record<string, unknown>>,
  nesting: Nesting,
  out: WritePiece,
): void {
  let separator = '';
  const write = (name: string, value: unknown): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) {
        write(nesting === 'brackets' ? `${name}[${key}]` : `${name}.${key}`, member);
      }
      return;
    }
    out(`${separator}${new URLSearchParams([[name, textOf(value)]]).toString()}`);
    separator = '&';
  };
  for (const [name, value] of Object.entries(content)) write(name, value);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
