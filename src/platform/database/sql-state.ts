/**
 * The SQLSTATE of a PostgreSQL error, also when TypeORM wraps it. Read by shape: in some set-ups an
 * error's class is not the one this module knows.
 */
function sqlStateOf(error: unknown): string | undefined {
  const wrapped = (error as { driverError?: unknown } | null)?.driverError ?? error;
  const code = (wrapped as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** The data is at fault (classes 22 and 23): the same statement without that item would succeed. */
export function isItemFault(error: unknown): boolean {
  return /^2[23]...$/.test(sqlStateOf(error) ?? '');
}

/** Two transactions stood in each other's way (deadlock, serialisation): the same again will succeed. */
export function isConflict(error: unknown): boolean {
  return /^40(P01|001)$/.test(sqlStateOf(error) ?? '');
}
