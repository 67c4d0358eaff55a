import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const OUT_DIR = join(ROOT, 'node_modules/.cache/test-build');

/** The compiled project, for tests that start real processes; compiled once a run. @returns its directory */
export function builtProject(): string {
  if (process.env['TEST_BUILD'] !== OUT_DIR) {
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    const options = ['--project', 'tsconfig.build.json', '--outDir', OUT_DIR];
    const buildInfo = ['--tsBuildInfoFile', join(OUT_DIR, '.tsbuildinfo')];
    execFileSync(process.execPath, [compiler, ...options, ...buildInfo], { cwd: ROOT, stdio: 'pipe' });
    process.env['TEST_BUILD'] = OUT_DIR;
  }
  return OUT_DIR;
}
