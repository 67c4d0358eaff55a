import { type DataSourceOptions } from 'typeorm';
import { migrations } from '../../../migrations';

const CONNECT_LIMIT_MS = 3_000;
/** No statement of ours runs longer; a longer one is a defect and must not hold a connection. */
const STATEMENT_LIMIT_MS = 10_000;
/** For a server that does not even say that a statement took too long. */
const ANSWER_LIMIT_MS = 12_000;

export interface ConnectionLimits {
  /** Most connections at once. */
  poolSize: number;
  /** Schema changes take as long as they take. */
  isUnhurried?: boolean;
}

/**
 * How every process connects: few connections, each wait with a limit, and commits that
 * reach the disk whatever the server's default is.
 *
 * @param url PostgreSQL connection string
 */
export function dataSourceOptions(url: string, limits: ConnectionLimits): DataSourceOptions {
  const { poolSize, isUnhurried = false } = limits;
  return {
    type: 'postgres',
    url,
    migrations,
    migrationsTransactionMode: 'each',
    poolSize,
    extra: {
      connectionTimeoutMillis: CONNECT_LIMIT_MS,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      ...(!isUnhurried && { statement_timeout: STATEMENT_LIMIT_MS, query_timeout: ANSWER_LIMIT_MS }),
      application_name: 'synaptis-webhooks',
      options: '-c synchronous_commit=on -c TimeZone=UTC',
    },
  };
}
