/** Another living process owns the server of this DATA_DIR. */
export class EmbeddedPostgresInUseError extends Error {
  override readonly name = 'EmbeddedPostgresInUseError';

  constructor(
    readonly dataDir: string,
    readonly ownerPid: number,
  ) {
    super(
      `The embedded PostgreSQL in ${dataDir} is already running as part of process ${ownerPid}. ` +
        'Stop that process, or set DATA_DIR to another directory.',
    );
  }
}

/** The embedded server cannot run on this machine; an own PostgreSQL through DATABASE_URL can. */
export class EmbeddedPostgresUnsupportedError extends Error {
  override readonly name = 'EmbeddedPostgresUnsupportedError';

  constructor(reason: string, options?: ErrorOptions) {
    super(`${reason} Set DATABASE_URL to a PostgreSQL server of your own.`, options);
  }
}

/** The server, its data directory or its log says why it did not come up. */
export class EmbeddedPostgresStartError extends Error {
  override readonly name = 'EmbeddedPostgresStartError';

  constructor(reason: string, log?: string) {
    super(log ? `${reason}\nLast lines of PostgreSQL's log:\n${log}` : reason);
  }
}
