import { type DataSourceOptions } from 'typeorm';
import { migrations } from '../../../migrations';

/** No statement of ours runs longer; a longer one is a defect and must not hold a connection. */
const STATEMENT_LIMIT_MS = 30_000;
const CONNECT_LIMIT_MS = 3_000;

/**
 * How every process connects: few connections, each wait with a limit, and commits that
 * reach the disk whatever the server's default is.
 *
 * @param url PostgreSQL connection string
 * @param poolSize most connections at once
 */
export function dataSourceOptions(url: string, poolSize: number): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    migrations,
    migrationsTransactionMode: 'each',
    poolSize,
    extra: {
      connectionTimeoutMillis: CONNECT_LIMIT_MS,
      idleTimeoutMillis: 30_000,
      statement_timeout: STATEMENT_LIMIT_MS,
      application_name: 'synaptis-webhooks',
      options: '-c synchronous_commit=on -c TimeZone=UTC',
    },
  };
}
