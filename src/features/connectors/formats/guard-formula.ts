import { type Cell } from './table-columns';

/** What spreadsheets take for the start of a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@]/;
const CONTROL = /^[\t\r\n]/;

/** Blanks and characters nobody sees, which spreadsheets may pass over before they look for a formula. */
const UNSEEN = /^[\s\p{Cc}\p{Cf}]+/u;

/** Keeps a text that looks like a formula a text, by an apostrophe before it. Numbers are left alone. */
export function guardFormula(cell: Cell): Cell {
  return typeof cell === 'string' && isFormulaLike(cell) ? `'${cell}` : cell;
}

/** Full-width and small forms count as what they stand for, as spreadsheets in East Asia read them. */
function isFormulaLike(text: string): boolean {
  if (CONTROL.test(text)) return true;
  const [first = ''] = text.replace(UNSEEN, '');
  return FORMULA.test(first.normalize('NFKC'));
}
