import { join } from 'node:path';
import { builtProject } from './built-project';

/** Stands in for the platform's own: a process cannot be started on TypeScript. */
export function findSandboxEntry(): string {
  return join(builtProject(), 'src/platform/mappings/sandbox/main.js');
}
