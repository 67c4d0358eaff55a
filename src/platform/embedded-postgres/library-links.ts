import { accessSync, constants, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * Makes the symlinks of the package's shared libraries. Its install script does the same, but npm may be told
 * not to run install scripts.
 * @returns whether all links are there now; false when the package cannot be written to
 */
export function makeMissingLinks(packageRoot: string): boolean {
  const list = join(packageRoot, 'native', 'pg-symlinks.json');
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  const missing = links.filter(({ target }) => !existsSync(join(packageRoot, target)));
  if (missing.length === 0) return true;
  try {
    accessSync(join(packageRoot, 'native', 'lib'), constants.W_OK);
  } catch {
    return false;
  }
  for (const { source, target } of missing) linkUnlessThere(basename(source), join(packageRoot, target));
  return true;
}

function linkUnlessThere(target: string, path: string): void {
  try {
    symlinkSync(target, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
