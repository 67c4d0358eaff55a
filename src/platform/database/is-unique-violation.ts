/** True when an insert met a row that is already there (SQLSTATE 23505). */
export function isUniqueViolation(error: unknown): boolean {
  const state = (error as { driverError?: { code?: unknown } } | null)?.driverError?.code;
  return state === '23505';
}
