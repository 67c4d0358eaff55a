import { setTimeout as sleep } from 'node:timers/promises';
import { type Account } from './account';
import { prepareBinaries } from './binaries';
import { accountOf, type ClusterHome, openClusterHome } from './cluster-home';
import { connectionString, ensureDatabase } from './connection';
import { EmbeddedPostgresInUseError, EmbeddedPostgresStartError } from './errors';
import { initCluster, readPassword } from './init-cluster';
import { adoptOrLaunch, type LaunchedServer } from './launch-server';
import { claimOwnership, type OwnerLock } from './owner-lock';
import { findServer, type RunningServer, stopServer } from './running-server';

export interface EmbeddedPostgresOptions {
  /** Created if missing. Everything the server needs is in it or recorded in it. */
  dataDir: string;
  /**
   * For short-lived programs such as the CLI: use the server of the process that owns it; if there is none,
   * start it and stop it at the end. Others wait for a short-lived owner to end.
   */
  share?: boolean;
  /** Told in plain sentences what happens; silent by default. */
  logger?: (line: string) => void;
  /** Limit for the whole start, 30 s by default. */
  startTimeoutMs?: number;
}

export interface EmbeddedPostgres {
  /** Of the database `synaptis`, with its password. */
  connectionString: string;
  /** Whether the server was running before. */
  adopted: boolean;
  /** Whether `stop` stops the server; false only with `share`. */
  isOwner: boolean;
  /** Stops the server if we own it. May be called more than once. */
  stop(): Promise<void>;
}

interface Start {
  home: ClusterHome;
  account: Account;
  log: (line: string) => void;
  deadline: number;
}

const OWNER_POLL_INTERVAL_MS = 50;

/**
 * Starts the PostgreSQL that comes with the platform, or adopts the one that a killed owner left running.
 * @throws EmbeddedPostgresInUseError when another living process owns the server of this directory
 * @throws EmbeddedPostgresUnsupportedError when this machine has no programs for it or cannot run them
 * @throws EmbeddedPostgresStartError when the server does not come up; with the end of its log
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { share = false, logger = () => undefined, startTimeoutMs = 30_000 } = options;
  const home = openClusterHome(options.dataDir);
  const start: Start = {
    home,
    account: accountOf(home),
    log: logger,
    deadline: Date.now() + startTimeoutMs,
  };
  for (;;) {
    const claim = claimOwnership(home.path, share);
    if (claim.kind === 'claimed') return startAsOwner(start, claim.lock);

    const server = share && !claim.owner.shared ? findServer(home.cluster) : undefined;
    if (server?.isReady) return join(start, server);
    const isWorthWaiting = share || claim.owner.shared;
    if (!isWorthWaiting || Date.now() >= start.deadline) {
      throw new EmbeddedPostgresInUseError(home.dataDir, claim.owner.pid);
    }
    await sleep(OWNER_POLL_INTERVAL_MS);
  }
}

async function startAsOwner(start: Start, lock: OwnerLock): Promise<EmbeddedPostgres> {
  try {
    const { server, adopted } = await launch(start);
    const password = readPassword(start.home);
    try {
      await ensureDatabase(server.port, password);
    } catch (error) {
      if (!adopted) await stopServer(server);
      throw error;
    }
    let stopping: Promise<void> | undefined;
    return {
      connectionString: connectionString(server.port, password),
      adopted,
      isOwner: true,
      stop: () => (stopping ??= stopAndRelease(server, lock)),
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function launch({ home, account, log, deadline }: Start): Promise<LaunchedServer> {
  const binaries = prepareBinaries(account, home.dataDir);
  await initCluster(home, binaries, account);
  const launched = await adoptOrLaunch({ home, account, deadline, postgres: binaries.postgres });
  const verb = launched.adopted ? 'adopted' : 'started';
  log(`PostgreSQL ${binaries.version} ${verb} on 127.0.0.1:${launched.server.port}, data in ${home.cluster}`);
  return launched;
}

/** The owner may still be preparing the database: then we do. */
async function join({ home, log }: Start, server: RunningServer): Promise<EmbeddedPostgres> {
  const password = readPassword(home);
  await ensureDatabase(server.port, password);
  log(`Using the PostgreSQL that runs on 127.0.0.1:${server.port}`);
  return {
    connectionString: connectionString(server.port, password),
    adopted: true,
    isOwner: false,
    stop: () => Promise.resolve(),
  };
}

async function stopAndRelease(server: RunningServer, lock: OwnerLock): Promise<void> {
  const isStopped = await stopServer(server);
  lock.release();
  if (!isStopped) throw new EmbeddedPostgresStartError(`PostgreSQL (process ${server.pid}) does not stop.`);
}
