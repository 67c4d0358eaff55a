import { judge } from '../../../../core/delivery';
import { type Format } from '../../format';
import { encoded, isRecord, refused } from '../encode-json';
import { choice, flag, formatOptions } from '../format-options';
import { guardFormula, guardOption } from '../guard-formula';
import { signBothForms } from '../sign-both-forms';
import { columnsOf, columnsOption, rowOf, type Cell, type Column } from '../table-columns';
import { writeCsv } from './write-csv';

const DELIMITERS: Readonly<Record<string, string>> = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' };

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
    guard_formulas: guardOption,
  }),
  defaultMapping: null,
  encode(content, { options }) {
    const columns = columnsOf(options);
    const rows = rowsOf(content, columns);
    if (rows === null)
      return refused('The mapping must give an object, a list of objects, a row or a list of rows.');
    const hasHeader = options['header'] === true && isMadeOfObjects(content);
    const cells = options['guard_formulas'] === true ? rows.map((row) => row.map(guardFormula)) : rows;
    const lines = hasHeader ? [columns.map(({ name }) => name), ...cells] : cells;
    return encoded({
      contentType: `text/csv; charset=utf-8; header=${hasHeader ? 'present' : 'absent'}`,
      body: writeCsv(lines, DELIMITERS[String(options['delimiter'])] ?? ','),
    });
  },
  sign: signBothForms,
  judge,
};

function rowsOf(content: unknown, columns: readonly Column[]): Cell[][] | null {
  const isSeveral = Array.isArray(content) && (content.every(isRecord) || content.every(Array.isArray));
  const rows = (isSeveral ? content : [content]).map((row) => rowOf(row, columns));
  const isWhole = rows.length > 0 && rows.every((row) => row !== null && row.length > 0);
  return isWhole ? (rows as Cell[][]) : null;
}

function isMadeOfObjects(content: unknown): boolean {
  return Array.isArray(content) ? content.every(isRecord) : isRecord(content);
}
