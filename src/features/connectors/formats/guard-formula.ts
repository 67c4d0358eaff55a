import { flag } from './format-options';
import { type Cell } from './table-columns';

/** What spreadsheets take for the start of a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n]/;

/** The option of every table that people open in a spreadsheet. */
export const guardOption = flag(
  'Puts an apostrophe before texts that a spreadsheet would run as a formula.',
  true,
);

/** Keeps a text that looks like a formula a text. Numbers are left alone. */
export function guardFormula(cell: Cell): Cell {
  return typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : cell;
}
