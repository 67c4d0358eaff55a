import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../..');
/** Inside node_modules, so that the compiled files find the packages, and apart from what people build. */
const OUT_DIR = join(ROOT, 'node_modules/.cache/built-cli');

export interface CliResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface CliRun {
  env?: Record<string, string>;
  /** What the command reads from standard input. */
  input?: string | Uint8Array;
  /** Called with everything written to standard error so far; for tests that act while the command runs. */
  onStderr?: (text: string, pid: number) => void;
}

/** The command line as it is shipped: compiled, and run as a process of its own. */
export class BuiltCli {
  private constructor(private readonly entry: string) {}

  /** Compiles it; what did not change since the last time is not compiled again. */
  static async build(): Promise<BuiltCli> {
    const tsc = require.resolve('typescript/bin/tsc');
    const args = ['-p', 'tsconfig.build.json', '--outDir', OUT_DIR];
    const info = ['--tsBuildInfoFile', join(OUT_DIR, '.tsbuildinfo')];
    await promisify(execFile)(process.execPath, [tsc, ...args, ...info], { cwd: ROOT }).catch(
      ({ stdout }: { stdout: string }) => {
        throw new Error(`The command line does not compile:\n${stdout}`);
      },
    );
    return new BuiltCli(join(OUT_DIR, 'src/cli/main.js'));
  }

  /** Runs a command to its end, with nothing of this process's environment but what it needs to run at all. */
  async run(args: string[], { env = {}, input = '', onStderr }: CliRun = {}): Promise<CliResult> {
    const child = spawn(process.execPath, [this.entry, ...args], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    });
    const result: CliResult = { code: null, stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (result.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      result.stderr += text;
      onStderr?.(result.stderr, child.pid!);
    });
    // A command may end before it has read everything.
    child.stdin.on('error', () => undefined).end(input);
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve({ ...result, code }));
    });
  }
}
