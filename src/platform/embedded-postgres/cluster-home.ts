import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, accountForNewCluster, canUse, isRoot } from './account';
import { EmbeddedPostgresStartError } from './errors';
import { createExclusiveFile } from './exclusive-file';
import { readIfPresent } from './read-if-present';
import { openTrustedPlace } from './trusted-place';

/**
 * Where one cluster lives. The home belongs to us and holds the owner's lock, the server's log and its port;
 * only `cluster` in it belongs to the account that PostgreSQL runs as.
 */
export interface ClusterHome {
  dataDir: string;
  path: string;
  cluster: string;
  logFile: string;
  portFile: string;
  /** In DATA_DIR even if the home is elsewhere, readable by us only. */
  passwordFile: string;
}

/**
 * Creates DATA_DIR if need be and finds the home of its cluster: in it, or where PostgreSQL's account can go.
 */
export function openClusterHome(dataDirSetting: string): ClusterHome {
  const dataDir = openDataDir(dataDirSetting);
  const path = locateHome(dataDir);
  return {
    dataDir,
    path,
    cluster: join(path, 'cluster'),
    logFile: join(path, 'server.log'),
    portFile: join(path, 'port'),
    passwordFile: join(dataDir, 'postgres.password'),
  };
}

/** The account to run as: the owner of an existing cluster, if we may act for it. */
export function accountOf(home: ClusterHome): Account {
  const stats = lstatSync(home.cluster, { throwIfNoEntry: false });
  if (!stats) return accountForNewCluster();
  if (stats.uid === 0) {
    throw new EmbeddedPostgresStartError(
      `The cluster in ${home.cluster} belongs to root, and PostgreSQL refuses to run as root. ` +
        'Give it to another user (chown -R 65534:65534), or set DATA_DIR to another directory.',
    );
  }
  if (!isRoot() && stats.uid !== process.getuid?.()) {
    throw new EmbeddedPostgresStartError(
      `The cluster in ${home.cluster} belongs to user ${stats.uid}. ` +
        'Start as that user or as root, or set DATA_DIR to another directory.',
    );
  }
  const account = { uid: stats.uid, gid: stats.gid };
  if (canUse([home.cluster], account)) return account;
  throw new EmbeddedPostgresStartError(
    `User ${stats.uid}, who owns the cluster in ${home.cluster}, cannot enter it: a directory above it is closed.`,
  );
}

function openDataDir(setting: string): string {
  const firstCreated = mkdirSync(setting, { recursive: true });
  if (firstCreated !== undefined && isRoot()) chmodSync(setting, 0o755);
  return realpathSync(setting);
}

function locateHome(dataDir: string): string {
  const record = join(dataDir, 'postgres.location');
  const recorded = readIfPresent(record);
  if (recorded !== undefined) return recordedHome(recorded, record);

  const inside = join(dataDir, 'postgres');
  const account = accountForNewCluster();
  if (!existsSync(join(inside, 'cluster')) && !canUse([dataDir], account)) {
    return makeHomeOutside(dataDir, record, account);
  }
  mkdirSync(inside, { recursive: true });
  if (isRoot()) chmodSync(inside, 0o755);
  return inside;
}

function recordedHome(path: string, record: string): string {
  if (existsSync(path)) return path;
  throw new EmbeddedPostgresStartError(
    `The data of the embedded PostgreSQL is gone: ${record} says it is in ${path}, which does not exist. ` +
      'Restore it, or remove DATA_DIR to start with an empty database.',
  );
}

/** The record decides: of two first starts at the same time, one writes it and both follow it. */
function makeHomeOutside(dataDir: string, record: string, account: Account): string {
  if (!isRoot()) throw new EmbeddedPostgresStartError(`DATA_DIR ${dataDir} cannot be entered by this user.`);
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const path = mkdtempSync(join(openTrustedPlace(account), `${name}-`));
  chmodSync(path, 0o755);
  if (createExclusiveFile(record, path, 0o644)) return path;
  rmdirSync(path);
  return recordedHome(readIfPresent(record) ?? path, record);
}
