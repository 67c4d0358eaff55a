import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isPidTaken, processBeginning, processCommandLine } from './process-identity';
import { readIfPresent } from './read-if-present';
import { waitUntil } from './wait-until';

/** A postmaster that runs on a cluster, whoever started it. */
export interface RunningServer {
  pid: number;
  beginning: string;
  port: number;
  isReady: boolean;
}

const FAST_SHUTDOWN_MS = 20_000;
const IMMEDIATE_SHUTDOWN_MS = 5_000;
/** PostgreSQL writes its pid file within milliseconds of creating it. */
const PID_FILE_IS_WRITTEN_AFTER_MS = 2_000;

/** Finds the server by the pid file, and makes sure that the pid is not somebody else's by now. */
export function findServer(cluster: string): RunningServer | undefined {
  const lines = readIfPresent(pidFile(cluster))?.split('\n') ?? [];
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const beginning = processBeginning(pid);
  // We always start it as `postgres -D <cluster> …`, and a postmaster keeps its command line.
  const isPostmaster = processCommandLine(pid)?.includes(` -D ${cluster} `);
  if (beginning === undefined || !isPostmaster) return undefined;
  // Lines of the file: pid, directory, start time, port, socket directory, address, shared memory, status.
  return { pid, beginning, port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' };
}

/**
 * Removes a pid file that would keep PostgreSQL from starting although it names no postmaster: the pid now
 * belongs to another process, or the file was cut by a power failure. One with a free pid is left to
 * PostgreSQL's own check. Call it after `findServer` found none, as the owner.
 */
export function removeMisleadingPidFile(cluster: string): void {
  const content = readIfPresent(pidFile(cluster));
  if (content === undefined) return;
  const pid = Number.parseInt(content, 10);
  const isOld = Date.now() - statSync(pidFile(cluster)).mtimeMs > PID_FILE_IS_WRITTEN_AFTER_MS;
  const isMisleading = pid > 0 ? isPidTaken(pid) : isOld;
  if (isMisleading) rmSync(pidFile(cluster), { force: true });
}

function isAlive(server: RunningServer): boolean {
  return processBeginning(server.pid) === server.beginning;
}

/**
 * Fast shutdown (clients are disconnected, everything is written out); if that takes too long, immediate
 * shutdown, from which the next start recovers.
 * @returns whether the server is gone
 */
export async function stopServer(server: RunningServer): Promise<boolean> {
  return (
    (await signalAndWait(server, 'SIGINT', FAST_SHUTDOWN_MS)) ||
    (await signalAndWait(server, 'SIGQUIT', IMMEDIATE_SHUTDOWN_MS))
  );
}

async function signalAndWait(
  server: RunningServer,
  signal: NodeJS.Signals,
  limitMs: number,
): Promise<boolean> {
  if (!isAlive(server)) return true;
  try {
    process.kill(server.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
  return (await waitUntil(() => (isAlive(server) ? undefined : true), Date.now() + limitMs)) === true;
}

function pidFile(cluster: string): string {
  return join(cluster, 'postmaster.pid');
}
