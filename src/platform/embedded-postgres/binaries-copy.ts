import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, join, relative } from 'node:path';
import { EmbeddedPostgresStartError } from './errors';
import { makeMissingLinks } from './library-links';
import { isOurs } from './trusted-place';

/**
 * Copies the package's programs below `place`, under a name that tells version and content, or finds the copy
 * of an earlier start. A copy is used only if every file in it is ours, closed to others, and there with its
 * full size.
 * @returns the root of the copy, laid out like the package
 */
export function copyPackage(packageRoot: string, version: string, place: string): string {
  const fingerprint = fingerprintOf(packageRoot);
  const copy = join(place, `postgres-${version}-${fingerprint.slice(0, 12)}`);
  if (isIntact(copy, fingerprint)) return copy;

  const draft = mkdtempSync(join(place, '.postgres-'));
  try {
    cpSync(join(packageRoot, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    makeMissingLinks(draft);
    setModes(draft);
    moveInto(draft, copy, fingerprint);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return copy;
}

/** Another process may have finished the same copy meanwhile; a damaged one makes room. */
function moveInto(draft: string, copy: string, fingerprint: string): void {
  try {
    renameSync(draft, copy);
  } catch {
    if (isIntact(copy, fingerprint)) return;
    rmSync(copy, { recursive: true, force: true });
    renameSync(draft, copy);
  }
  if (!isIntact(copy, fingerprint)) {
    throw new EmbeddedPostgresStartError(
      `The copy of the PostgreSQL programs in ${copy} is not what was copied.`,
    );
  }
}

function isIntact(copy: string, fingerprint: string): boolean {
  if (!lstatSync(copy, { throwIfNoEntry: false })?.isDirectory()) return false;
  return [copy, ...entriesOf(copy)].every(isTrustworthy) && fingerprintOf(copy) === fingerprint;
}

/** Links lead to a neighbour, as the package's own do: nothing outside the copy is ever loaded. */
function isTrustworthy(path: string): boolean {
  if (!isOurs(path)) return false;
  if (!lstatSync(path).isSymbolicLink()) return true;
  const target = readlinkSync(path);
  return basename(target) === target;
}

/** Names and sizes of all files; the links are left out, since the package may come without them. */
function fingerprintOf(packageRoot: string): string {
  const hash = createHash('sha256');
  for (const path of entriesOf(packageRoot)) {
    const stats = lstatSync(path);
    if (stats.isFile()) hash.update(`${relative(packageRoot, path)}\0${stats.size}\n`);
  }
  return hash.digest('hex');
}

function setModes(root: string): void {
  for (const path of [root, ...entriesOf(root)]) {
    const stats = lstatSync(path);
    if (stats.isSymbolicLink()) continue;
    const isProgram = stats.isDirectory() || relative(root, path).startsWith(join('native', 'bin'));
    chmodSync(path, isProgram ? 0o755 : 0o644);
  }
}

/** Everything below `native`, in a stable order. */
function entriesOf(packageRoot: string): string[] {
  const native = join(packageRoot, 'native');
  const names = readdirSync(native, { recursive: true, encoding: 'utf8' });
  return [native, ...names.toSorted().map((name) => join(native, name))];
}
