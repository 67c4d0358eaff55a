/** Sets these keys apart from all others that are hashes of text. */
const SEED = 7_461_203;
/** An import takes the lock of every number in it: as many locks as PostgreSQL reckons with for one transaction. */
const GROUPS = 64;

/**
 * The key of the advisory lock under which a phone number is suppressed (exclusive) and a lead with it is given to a
 * buyer (shared), each until its transaction ends: a number whose suppression has been answered goes to nobody.
 * Numbers share the key of their group.
 *
 * @param accountId SQL for the account's id
 * @param phone SQL for the number
 * @returns SQL
 */
export function suppressionLockKey(accountId: string, phone: string): string {
  return `hashtextextended(${accountId} || ' ' || (hashtext(${phone}) & ${GROUPS - 1}), ${SEED})`;
}
