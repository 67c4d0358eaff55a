import { type WritePiece } from '../encoding';
import { type Cell } from '../table-columns';

/** RFC 4180 section 2: lines end in CRLF. */
const LINE_END = '\r\n';

/** Rows, and what stands between two cells. */
export interface Table {
  rows: Iterable<Iterable<Cell>>;
  delimiter: string;
}

/**
 * Writes rows as RFC 4180 says: what holds the delimiter, a quote or a line break is quoted, quotes are doubled. The
 * character U+0000, which ends a text for many readers, is left out.
 */
export function writeCsv({ rows, delimiter }: Table, out: WritePiece): void {
  for (const row of rows) {
    let separator = '';
    let isBlank = true;
    for (const cell of row) {
      const text = writeCell(String(cell).replaceAll('\0', ''), delimiter);
      isBlank = isBlank && separator === '' && text === '';
      out(separator + text);
      separator = delimiter;
    }
    // A row of one empty cell would be an empty line, which many readers pass over.
    out(isBlank ? `""${LINE_END}` : LINE_END);
  }
}

function writeCell(text: string, delimiter: string): string {
  const isQuoted = /["\r\n]|^\s|\s$/.test(text) || text.includes(delimiter);
  return isQuoted ? `"${text.replaceAll('"', '""')}"` : text;
}
