import { spawnSync } from 'node:child_process';

/** The user that PostgreSQL runs as. */
export interface Account {
  uid: number;
  gid: number;
}

/**
 * Environment of every program we start: nothing of ours (PGPORT, PGDATA, LD_PRELOAD …) reaches PostgreSQL.
 */
export const CLEAN_ENVIRONMENT = { LC_ALL: 'C', PATH: '/usr/bin:/bin' };

/** `nobody` on most systems; the number works without an entry in the password file. */
const UNPRIVILEGED: Account = { uid: 65534, gid: 65534 };

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The account for a new cluster: ourselves, except that PostgreSQL refuses to run as root. */
export function accountForNewCluster(): Account {
  return isRoot() ? UNPRIVILEGED : { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
}

/** uid and gid as spawn options; empty for our own account, which needs no privilege to keep. */
export function spawnAs(account: Account): { uid?: number; gid?: number } {
  return isRoot() ? account : {};
}

/** Whether the account passes every directory above the paths and may read them (and enter or run them). */
export function canUse(paths: readonly string[], account: Account): boolean {
  // Asked of the kernel, as that user, rather than computed from mode bits: access lists and mounts count
  // too.
  const script = 'for path do test -r "$path" && test -x "$path" || exit 1; done';
  const answer = spawnSync('/bin/sh', ['-c', script, 'sh', ...paths], {
    ...spawnAs(account),
    cwd: '/',
    env: CLEAN_ENVIRONMENT,
    stdio: 'ignore',
  });
  if (answer.error) throw answer.error;
  return answer.status === 0;
}
