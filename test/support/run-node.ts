import { spawn } from 'node:child_process';

export interface NodeResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface NodeRun {
  env?: Record<string, string>;
  /** What the program reads from standard input. */
  input?: string | Uint8Array;
  /** Called with everything written to standard error so far; for tests that act while the program runs. */
  onStderr?: (text: string, pid: number) => void;
}

/** Runs a program to its end, with nothing of this process's environment but what it needs to run at all. */
export async function runNode(
  args: string[],
  { env = {}, input = '', onStderr }: NodeRun = {},
): Promise<NodeResult> {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  });
  const result: NodeResult = { code: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (result.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    result.stderr += text;
    onStderr?.(result.stderr, child.pid!);
  });
  // A program may end before it has read everything.
  child.stdin.on('error', () => undefined).end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...result, code }));
  });
}
