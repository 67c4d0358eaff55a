import { type Cell } from '../table-columns';

/** RFC 4180 section 2: lines end in CRLF. */
const LINE_END = '\r\n';

/** Writes rows as RFC 4180 says: what holds the delimiter, a quote or a line break is quoted, quotes are doubled. */
export function writeCsv(rows: readonly (readonly Cell[])[], delimiter: string): string {
  return rows.map((row) => writeRow(row, delimiter) + LINE_END).join('');
}

function writeRow(row: readonly Cell[], delimiter: string): string {
  const line = row.map((cell) => writeCell(String(cell), delimiter)).join(delimiter);
  // A row of one empty cell would be an empty line, which many readers pass over.
  return line === '' ? '""' : line;
}

function writeCell(text: string, delimiter: string): string {
  const isQuoted = /["\r\n]|^\s|\s$/.test(text) || text.includes(delimiter);
  return isQuoted ? `"${text.replaceAll('"', '""')}"` : text;
}
