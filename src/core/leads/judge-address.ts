import { type GivenAddress, readAddress } from './read-address';
import { isZipOfState } from './zip-ranges';

/** Null where nothing of an address was given. */
export interface AddressJudgement {
  /** Complete, well formed, and the ZIP code can lie in the state. */
  valid: boolean | null;
  /** Could be brought to street with number (or post-office box), city, state code and ZIP code. */
  standardized: boolean | null;
  /** What makes it not valid. */
  fault: 'incomplete' | 'zip_state_mismatch' | null;
}

/**
 * Judges a US address by its form and its ZIP code. No directory is asked: whether the house stands is not known.
 */
export function judgeAddress(given: GivenAddress): AddressJudgement {
  const parts = readAddress(given);
  if (parts === null) {
    return { valid: null, standardized: null, fault: null };
  }
  const { street, city, state, zip } = parts;
  const standardized = street !== null && city !== null && state !== null && zip !== null;
  if (state !== null && zip !== null && !isZipOfState(zip, state)) {
    return { valid: false, standardized, fault: 'zip_state_mismatch' };
  }
  return { valid: standardized, standardized, fault: standardized ? null : 'incomplete' };
}
