import { type Format } from '../../format';
import { encodeJson, refused } from '../encode-json';
import { formatOptions } from '../format-options';
import { guardFormula, guardOption } from '../guard-formula';
import { signBothForms } from '../sign-both-forms';
import { columnsOf, columnsOption, rowOf } from '../table-columns';
import { judgeGoogleSheets } from './judge-google-sheets';

/** A row for a Google spreadsheet, by the web app of an Apps Script that appends it. */
export const googleSheetsFormat: Format = {
  name: 'google_sheets',
  title: 'Google Sheets',
  description:
    'A row {row, columns, event_id} for an Apps Script web app. A mapping gives an object the columns are read from, or ' +
    'the cells themselves. Apps Script cannot read headers, so its URL is the secret.',
  ...formatOptions({ columns: columnsOption, guard_formulas: guardOption }),
  defaultMapping: null,
  encode(content, { input: { event }, options }) {
    const columns = columnsOf(options);
    const row = rowOf(content, columns);
    if (row === null || row.length === 0)
      return refused('The mapping must give an object, or a list of cells.');
    return encodeJson({
      row: options['guard_formulas'] === true ? row.map(guardFormula) : row,
      columns: Array.isArray(content) ? [] : columns.map(({ name }) => name),
      // The script sees no headers: this is how it tells a repeated delivery.
      event_id: event.id,
    });
  },
  sign: signBothForms,
  judge: judgeGoogleSheets,
};
