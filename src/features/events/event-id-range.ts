import { lowestIdAt } from '../../core/ids';
import { type EventFilter } from './stored-event';

/** The latest time an id can carry: 48 bits of milliseconds. */
const MAX_ID_MS = 2 ** 48 - 1;
/** Every event id begins with `evt_` and a digit of 0–7: these two enclose them all. */
const BELOW_ALL = 'evt_';
const ABOVE_ALL = 'evt_~';

export interface EventIdRange {
  /** Lowest id inside. */
  from: string;
  /** Lowest id above. */
  before: string;
}

/**
 * Turns a range of times into a range of ids, so that the key of the log finds it without a second index.
 *
 * @param cursor only ids below this one; null for no such bound
 */
export function eventIdRange(
  { createdAfter, createdBefore }: EventFilter,
  cursor: string | null,
): EventIdRange {
  const bounds = [cursor ?? ABOVE_ALL, createdBefore ? idAt(createdBefore) : ABOVE_ALL];
  return {
    from: createdAfter ? idAt(createdAfter) : BELOW_ALL,
    before: bounds[0]! < bounds[1]! ? bounds[0]! : bounds[1]!,
  };
}

/** Times no id can carry lie before or after all events, and are moved to the edge. */
function idAt(time: Date): string {
  return lowestIdAt('evt', Math.min(Math.max(time.getTime(), 0), MAX_ID_MS));
}
