import { type Facts, headerOf, type Keys, type ReceivedRequest } from '../visit';
import { leadFacts } from './lead-facts';
import { shownIn } from './read-sheet-row';
import { verifyRaw } from './verify-raw';

/** An import of comma-separated values with a line of names. */
export function readCsv(request: ReceivedRequest, { secret }: Keys): Facts {
  verifyRaw(request, secret);
  if (!headerOf(request, 'content-type').startsWith('text/csv')) throw new Error('this is not CSV');
  const [names = [], cells = [], ...others] = parseCsv(request.body);
  if (others.length > 0 || cells.length !== names.length) throw new Error('this is not one row');
  return leadFacts(Object.fromEntries(names.map((name, index) => [name, readIn(cells[index]!)])));
}

/** A program reads what a spreadsheet shows; a phone number as it is, which a spreadsheet would only make a number of. */
function readIn(cell: string): string {
  return /^\+\d+$/.test(cell) ? cell : shownIn(cell);
}

const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;

/** RFC 4180; every line ends in CRLF. @throws Error where it is not so */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  CELL.lastIndex = 0;
  while (CELL.lastIndex < text.length) {
    const [, quoted, plain, end] = CELL.exec(text) ?? [];
    if (end === undefined || end === '') throw new Error('this is not CSV');
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}
