import { type Facts, type ReceivedRequest } from '../visit';
import { leadFacts } from './lead-facts';

interface SheetRow {
  row: (string | number | boolean)[];
  columns: string[];
  event_id: string;
}

/** `doPost` of an Apps Script: it sees no headers, only the body, and appends the row. */
export function readSheetRow({ body }: ReceivedRequest): Facts {
  const { row, columns, event_id: eventId } = JSON.parse(body) as SheetRow;
  if (row.length !== columns.length) throw new Error('the row does not fit its columns');
  if (!eventId.startsWith('evt_')) throw new Error('the row cannot be told from its repetition');
  return leadFacts(Object.fromEntries(columns.map((name, index) => [name, shownIn(row[index]!)])));
}

/** A spreadsheet calculates what begins like a formula, and shows what follows an apostrophe as text. */
export function shownIn(cell: string | number | boolean): string {
  const text = String(cell);
  if (/^[=+\-@]/.test(text)) throw new Error('a cell would be calculated');
  return text.startsWith("'") ? text.slice(1) : text;
}
