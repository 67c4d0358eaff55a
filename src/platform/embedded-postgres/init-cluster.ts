import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, CLEAN_ENVIRONMENT, isRoot, spawnAs } from './account';
import { type Binaries } from './binaries';
import { type ClusterHome } from './cluster-home';
import { SUPERUSER } from './connection';
import { EmbeddedPostgresStartError, EmbeddedPostgresUnsupportedError } from './errors';
import { createExclusiveFile, syncDirectory } from './exclusive-file';
import { readIfPresent } from './read-if-present';

const DRAFT_PREFIX = 'initdb-';

/**
 * Makes sure that the cluster exists and fits the programs. It is built under another name and moved into
 * place when complete, so that an initdb killed in the middle leaves nothing that looks like a cluster. Only
 * the owner may call this.
 */
export async function initCluster(home: ClusterHome, binaries: Binaries, account: Account): Promise<void> {
  if (existsSync(home.cluster)) return checkCluster(home, binaries);
  removeDrafts(home);
  createExclusiveFile(home.passwordFile, randomBytes(24).toString('base64url'), 0o600);

  const draft = mkdtempSync(join(home.path, DRAFT_PREFIX));
  const passwordFile = join(draft, 'password');
  writeFileSync(passwordFile, readPassword(home), { mode: 0o600 });
  if (isRoot()) [draft, passwordFile].forEach((path) => chownSync(path, account.uid, account.gid));

  const cluster = join(draft, 'cluster');
  const options = ['--auth=scram-sha-256', '--locale=C', '--encoding=UTF8', '--no-instructions'];
  await run(
    binaries.initdb,
    ['-D', cluster, '-U', SUPERUSER, `--pwfile=${passwordFile}`, ...options],
    account,
  );
  renameSync(cluster, home.cluster);
  syncDirectory(home.path);
  removeDrafts(home);
}

export function readPassword(home: ClusterHome): string {
  const password = readIfPresent(home.passwordFile);
  if (password) return password;
  throw new EmbeddedPostgresStartError(
    `The password of the embedded PostgreSQL is missing: ${home.passwordFile}. ` +
      'Restore that file, or remove DATA_DIR to start with an empty database.',
  );
}

function checkCluster(home: ClusterHome, binaries: Binaries): void {
  readPassword(home);
  const dataVersion = readIfPresent(join(home.cluster, 'PG_VERSION'))?.trim();
  const programVersion = binaries.version.split('.')[0];
  if (dataVersion === programVersion) return;
  throw new EmbeddedPostgresStartError(
    dataVersion === undefined
      ? `${home.cluster} is not a PostgreSQL cluster. Move it away, or set DATA_DIR to another directory.`
      : `The data in ${home.cluster} is of PostgreSQL ${dataVersion}, the installed programs are ` +
          `${programVersion}. Upgrade it with pg_upgrade, or set DATA_DIR to another directory.`,
  );
}

/**
 * What a killed start left. Its orphaned initdb may still be writing; then the next start clears the rest.
 */
function removeDrafts(home: ClusterHome): void {
  for (const name of readdirSync(home.path).filter((entry) => entry.startsWith(DRAFT_PREFIX))) {
    try {
      rmSync(join(home.path, name), { recursive: true, force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
    }
  }
}

async function run(program: string, args: string[], account: Account): Promise<void> {
  const child = spawn(program, args, {
    ...spawnAs(account),
    cwd: '/',
    env: CLEAN_ENVIRONMENT,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  const status = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', (cause) => reject(cannotRun(program, cause)));
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  if (status !== 0) throw new EmbeddedPostgresStartError(`initdb ended with ${status}.`, output.trim());
}

/** A missing loader (musl) shows as ENOENT for a file that exists, a missing privilege as EPERM or EACCES. */
function cannotRun(program: string, cause: Error): EmbeddedPostgresUnsupportedError {
  return new EmbeddedPostgresUnsupportedError(
    `${program} cannot run on this system (${cause.message}); it needs glibc and the right to run as another user ` +
      'than root.',
    { cause },
  );
}
