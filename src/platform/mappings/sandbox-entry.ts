import { sep } from 'node:path';

/**
 * The sandbox's main file, as JavaScript: a process cannot be started on TypeScript. Where this very file runs
 * from its source, under a test runner that compiles in memory, that is its twin in the build.
 */
export function findSandboxEntry(): string {
  const here = require.resolve('./sandbox/main');
  if (!here.endsWith('.ts')) return here;
  const inSource = `${sep}src${sep}`;
  const root = here.lastIndexOf(inSource);
  return `${here.slice(0, root)}${sep}dist${here.slice(root, -'.ts'.length)}.js`;
}
