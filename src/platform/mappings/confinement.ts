import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Node's permission model, by its name in this version of Node. */
const MODEL = ['--permission', '--experimental-permission'].find((flag) =>
  process.allowedNodeEnvironmentFlags.has(flag),
);
const PACKAGES = ['jsonata', 're2js'];
/** What the sandbox reads while it works: the processor time of its thread. */
const PROCESSOR_TIME = '/proc/self/schedstat';

/**
 * A third wall around expressions, should one ever run code of its own: the process can read the code it loads and
 * no other file, write none, and start neither processes nor threads.
 * @param entry the sandbox's main file
 * @returns flags for Node; none where it has no permission model, or where it could not tell the paths apart
 */
export function confinementFlags(entry: string): string[] {
  if (MODEL === undefined) return [];
  const paths = [dirname(dirname(entry)), join(dirname(entry), '../../../core'), PROCESSOR_TIME];
  const existing = [...paths, ...packageDirectories(entry)].filter((path) => existsSync(path));
  const readable = [...new Set(existing.flatMap((path) => [path, realpathSync(path)]))];
  // Node takes the one for a pattern, and older versions the other for the end of a path.
  if (readable.some((path) => /[*,]/.test(path))) return [];
  return [MODEL, ...readable.map((path) => `--allow-fs-read=${path}`)];
}

/** Whole directories of packages: within them, package managers link from one place to another. */
function packageDirectories(entry: string): string[] {
  const { resolve } = createRequire(entry);
  return PACKAGES.flatMap((name) => {
    const found = resolve.paths(name)?.find((directory) => existsSync(join(directory, name)));
    return found === undefined ? [] : [found, dirname(realpathSync(join(found, name)))];
  });
}
