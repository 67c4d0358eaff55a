/** SQLSTATE classes and codes that say "the server cannot serve right now", not "this statement is wrong". */
const AWAY_STATES = /^(08...|57P0[1-5]|57014|53...|25006)$/;
const AWAY_SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
]);
/** node-postgres throws these without a code. */
const AWAY_MESSAGES = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Cannot use a pool after calling end',
  'Client has encountered a connection error',
  'Query read timeout',
];

/** True for errors that mean PostgreSQL is away, so that the caller hears 503 and may try again. */
export function isDatabaseAway(error: unknown): boolean {
  for (let link = error as ErrorLink, depth = 0; link && depth < 5; depth++) {
    const { code, message = '' } = link;
    if (typeof code === 'string' && (AWAY_STATES.test(code) || AWAY_SOCKET_CODES.has(code))) return true;
    if (AWAY_MESSAGES.some((text) => message.includes(text))) return true;
    link = link.driverError ?? link.cause;
  }
  return false;
}

/** Read by shape: an aggregate of socket errors or one of TypeORM's has its reason inside. */
type ErrorLink =
  { code?: unknown; message?: string; driverError?: ErrorLink; cause?: ErrorLink } | null | undefined;
