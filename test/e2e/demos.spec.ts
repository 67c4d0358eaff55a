import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { builtProject } from '../support/built-project';

/** Runs a demo as `npm run` would, with nothing of this process's environment but what it needs to run at all. */
async function runDemo(name: string): Promise<{ code: number | null; output: string }> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [join(builtProject(), 'demo', `${name}.js`)], {
    env: { PATH, HOME },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, output };
}

describe('the demos', () => {
  it.each(['main', 'leads', 'connectors'])('tell their story to the end: %s', async (name) => {
    const { code, output } = await runDemo(name);
    expect(output.split('\n').filter((line) => line.trimStart().startsWith('✗'))).toEqual([]);
    expect(output).toMatch(/All of it happened, in [\d.]+ s\./);
    expect(code).toBe(0);
  });
});
