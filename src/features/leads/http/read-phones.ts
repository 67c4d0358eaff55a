import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError, type FieldError } from '../../../core/errors/app-error';
import { normalisePhone } from '../../../core/leads';

/** An answer to hostile input stays smaller than the input. */
const MOST_ERRORS = 100;
/** Some ten milliseconds of reading; then others have their turn. */
const ENTRIES_A_TURN = 500;

/**
 * Brings a list of phone numbers to E.164, in its order.
 *
 * @throws AppError VALIDATION_FAILED naming every entry that is no phone number, the first 100 of them
 */
export async function readPhones(entries: unknown[]): Promise<string[]> {
  const phones: string[] = [];
  const bad: number[] = [];
  for (const [index, entry] of entries.entries()) {
    if (index > 0 && index % ENTRIES_A_TURN === 0) await nextTurn();
    const phone = typeof entry === 'string' ? normalisePhone(entry) : null;
    if (phone === null) bad.push(index);
    else phones.push(phone);
  }
  if (bad.length > 0) throw notPhones(bad);
  return phones;
}

function notPhones(bad: number[]): AppError {
  const fields = bad.slice(0, MOST_ERRORS).map((index): FieldError => ({
    pointer: `/phones/${index}`,
    detail: 'must be a 10-digit US number or E.164, such as +12025550143',
  }));
  const count = bad.length === 1 ? '1 entry is' : `${bad.length} entries are`;
  return new AppError('VALIDATION_FAILED', `Nothing was imported: ${count} no phone number.`, { fields });
}
