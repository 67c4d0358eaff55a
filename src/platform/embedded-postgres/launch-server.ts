import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type Account, CLEAN_ENVIRONMENT, spawnAs } from './account';
import { type ClusterHome } from './cluster-home';
import { EmbeddedPostgresStartError } from './errors';
import { freePort } from './free-port';
import { readIfPresent } from './read-if-present';
import { findServer, removeMisleadingPidFile, type RunningServer } from './running-server';
import { waitUntil } from './wait-until';

interface Launch {
  home: ClusterHome;
  postgres: string;
  account: Account;
  /** Milliseconds since 1970. */
  deadline: number;
}

export interface LaunchedServer {
  server: RunningServer;
  /** It was running before us: left by an owner that was killed. */
  adopted: boolean;
}

/**
 * More than one try only helps against what changes meanwhile: a port taken by others, a server still
 * stopping.
 */
const TRIES = 3;
const LOG_LINES_SHOWN = 20;

/** Waits for the server that runs on the cluster, or starts one. Only the owner may call this. */
export async function adoptOrLaunch(launch: Launch): Promise<LaunchedServer> {
  const { cluster } = launch.home;
  for (let tries = 0; tries < TRIES;) {
    if (findServer(cluster)) {
      const server = await whenReadyOrGone(launch);
      if (server) return { server, adopted: true };
      continue;
    }
    removeMisleadingPidFile(cluster);
    const server = await launchOnce(launch);
    if (server) return { server, adopted: false };
    tries += 1;
  }
  throw startError(launch, 'PostgreSQL ended while starting.');
}

/** @returns undefined when the server that was there is gone */
async function whenReadyOrGone(launch: Launch): Promise<RunningServer | undefined> {
  const outcome = await waitUntil(() => {
    const server = findServer(launch.home.cluster);
    if (!server) return 'gone';
    return server.isReady ? server : undefined;
  }, launch.deadline);
  if (outcome === undefined) throw startError(launch, 'PostgreSQL is running but not ready in time.');
  return outcome === 'gone' ? undefined : outcome;
}

/** @returns undefined when the new server ended before it was ready */
async function launchOnce(launch: Launch): Promise<RunningServer | undefined> {
  const { home } = launch;
  const port = await freePort(Number(readIfPresent(home.portFile)) || undefined);
  const child = spawnServer(launch, port);
  let end: Error | 'ended' | undefined;
  child.once('error', (error) => (end = error));
  child.once('exit', () => (end = 'ended'));

  const outcome = await waitUntil(() => {
    const server = findServer(home.cluster);
    return server?.pid === child.pid && server?.isReady ? server : end;
  }, launch.deadline);
  if (outcome === undefined) {
    child.kill('SIGQUIT');
    throw startError(launch, 'PostgreSQL was not ready in time.');
  }
  if (outcome === 'ended') return undefined;
  if (outcome instanceof Error) throw startError(launch, `PostgreSQL cannot be started: ${outcome.message}.`);
  writeFileSync(home.portFile, String(port));
  return outcome;
}

function spawnServer({ home, postgres, account }: Launch, port: number): ReturnType<typeof spawn> {
  if (existsSync(home.logFile)) renameSync(home.logFile, `${home.logFile}.previous`);
  const log = openSync(home.logFile, 'a', 0o600);
  // Detached: in a session of its own, so that Ctrl-C in the terminal does not stop it before our own
  // shutdown is done. It logs into a file and not to us, because it has to survive us.
  const child = spawn(postgres, ['-D', home.cluster, ...settings(port)], {
    ...spawnAs(account),
    cwd: '/',
    env: CLEAN_ENVIRONMENT,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  return child;
}

/** On the command line rather than in postgresql.conf: a new version of the platform brings its own. */
function settings(port: number): string[] {
  const values = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 60,
    shared_buffers: '128MB',
    // An accepted event is on the disk: never traded for speed.
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    logging_collector: 'off',
    log_destination: 'stderr',
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function startError(launch: Launch, reason: string): EmbeddedPostgresStartError {
  const { logFile } = launch.home;
  const log = existsSync(logFile) ? readFileSync(logFile, 'utf8').trimEnd().split('\n') : [];
  return new EmbeddedPostgresStartError(reason, log.slice(-LOG_LINES_SHOWN).join('\n'));
}
