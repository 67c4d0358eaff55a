import { join } from 'node:path';
import { builtProject } from '../support/built-project';
import { runNode } from '../support/run-node';

describe('the demos', () => {
  it.each(['main', 'leads', 'connectors'])('tell their story to the end: %s', async (name) => {
    const { code, stdout, stderr } = await runNode([join(builtProject(), 'demo', `${name}.js`)]);
    const output = stdout + stderr;
    expect(output.split('\n').filter((line) => line.trimStart().startsWith('✗'))).toEqual([]);
    expect(output).toMatch(/All of it happened, in [\d.]+ s\./);
    expect(code).toBe(0);
  });
});
