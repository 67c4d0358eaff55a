import { judge } from '../../../../core/delivery';
import { type Format } from '../../format';
import { isRecord } from '../encode-json';
import { encodePieces, refused } from '../encoding';
import { choice, flag, formatOptions } from '../format-options';
import { guardFormula } from '../guard-formula';
import { signBothForms } from '../sign-both-forms';
import {
  type Cell,
  cellsOf,
  columnsOf,
  columnsOption,
  isRow,
  type RowContent,
  type TableColumn,
} from '../table-columns';
import { writeCsv } from './write-csv';

const DELIMITERS: Readonly<Record<string, string>> = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' };

/** E.164. A spreadsheet that runs it as a formula gets the number, and programs get what they can call. */
const PHONE = /^\+\d{6,15}$/;

/** Each is looked up along its path, also those that turn out empty. */
const MAX_CELLS = 50_000;

interface TableWriting {
  columns: readonly TableColumn[];
  hasHeader: boolean;
  isGuarded: boolean;
}

/** A table of comma-separated values, RFC 4180. */
export const csvFormat: Format = {
  name: 'csv',
  title: 'CSV',
  description:
    'The event as a row of comma-separated values. A mapping gives an object, a list of objects, the cells of a row or a ' +
    'list of rows.',
  ...formatOptions({
    columns: columnsOption,
    header: flag(
      'Whether the names of the columns stand in a first line. Rows a mapping gives as lists get none.',
      true,
    ),
    delimiter: choice('What stands between two cells.', ['comma', 'semicolon', 'tab', 'pipe']),
    guard_formulas: flag(
      'Puts an apostrophe before texts that a spreadsheet would run as a formula; not before phone numbers (+12025550143).',
      true,
    ),
  }),
  defaultMapping: null,
  encode(content, { options }) {
    const columns = columnsOf(options);
    const rows = rowsOf(content);
    if (rows === null)
      return refused('The mapping must give an object, a list of objects, a row or a list of rows.');
    if (countCells(rows, columns) > MAX_CELLS) {
      return refused(`The table would have more than ${MAX_CELLS.toLocaleString('en')} cells.`);
    }
    const hasHeader = options['header'] === true && isMadeOfObjects(content);
    const table = {
      rows: cellsOfRows(rows, { columns, hasHeader, isGuarded: options['guard_formulas'] === true }),
      delimiter: DELIMITERS[String(options['delimiter'])] ?? ',',
    };
    return encodePieces(`text/csv; charset=utf-8; header=${hasHeader ? 'present' : 'absent'}`, (out) =>
      writeCsv(table, out),
    );
  },
  sign: signBothForms,
  judge,
};

function rowsOf(content: unknown): RowContent[] | null {
  const isSeveral = Array.isArray(content) && (content.every(isRecord) || content.every(Array.isArray));
  const rows: unknown[] = isSeveral ? content : [content];
  return rows.length > 0 && rows.every(isRow) ? rows : null;
}

function* cellsOfRows(
  rows: readonly RowContent[],
  { columns, hasHeader, isGuarded }: TableWriting,
): Generator<Iterable<Cell>> {
  if (hasHeader) yield columns.map(({ name }) => name);
  for (const row of rows) {
    const cells = cellsOf(row, columns);
    yield isGuarded ? guarded(cells) : cells;
  }
}

function* guarded(cells: Iterable<Cell>): Generator<Cell> {
  for (const cell of cells) yield typeof cell === 'string' && PHONE.test(cell) ? cell : guardFormula(cell);
}

function countCells(rows: readonly RowContent[], columns: readonly TableColumn[]): number {
  return rows.reduce((sum, row) => sum + (Array.isArray(row) ? row.length : columns.length), 0);
}

function isMadeOfObjects(content: unknown): boolean {
  return Array.isArray(content) ? content.every(isRecord) : isRecord(content);
}
