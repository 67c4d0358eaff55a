import { type Format } from '../../format';
import { cutText } from '../cut-text';
import { encodePieces, refused } from '../encoding';
import { flag, formatOptions } from '../format-options';
import { guardFormula } from '../guard-formula';
import { signBothForms } from '../sign-both-forms';
import { type Cell, cellsOf, columnsOf, columnsOption, isRow } from '../table-columns';
import { judgeGoogleSheets } from './judge-google-sheets';

/** Google Sheets takes no cell that is longer, nor the rest of its row. */
const CELL_LENGTH = 50_000;

/** A row for a Google spreadsheet, by the web app of an Apps Script that appends it. */
export const googleSheetsFormat: Format = {
  name: 'google_sheets',
  title: 'Google Sheets',
  description:
    'A row {row, columns, event_id} for an Apps Script web app. A mapping gives an object the columns are read from, or ' +
    'the cells themselves. Apps Script cannot read headers, so its URL is the secret.',
  ...formatOptions({
    columns: columnsOption,
    guard_formulas: flag(
      'Puts an apostrophe before texts that the spreadsheet would run as a formula or, like phone numbers, count with. ' +
        'It is not shown in the cell.',
      true,
    ),
  }),
  defaultMapping: null,
  encode(content, { input: { event }, options }) {
    const columns = columnsOf(options);
    if (!isRow(content)) return refused('The mapping must give an object, or a list of cells.');
    const names = Array.isArray(content) ? [] : columns.map(({ name }) => name);
    return encodePieces('application/json', (out) => {
      let separator = '{"row":[';
      for (const cell of cellsOf(content, columns)) {
        out(
          separator + JSON.stringify(cutCell(options['guard_formulas'] === true ? guardFormula(cell) : cell)),
        );
        separator = ',';
      }
      // The script sees no headers: the id is how it tells a repeated delivery.
      out(`],"columns":${JSON.stringify(names)},"event_id":${JSON.stringify(event.id)}}`);
    });
  },
  sign: signBothForms,
  judge: judgeGoogleSheets,
};

function cutCell(cell: Cell): Cell {
  return typeof cell === 'string' ? cutText(cell, CELL_LENGTH) : cell;
}
