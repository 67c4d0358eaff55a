import { readFileSync } from 'node:fs';
import { amend } from './amendments';

const library = readFileSync(require.resolve('jsonata'), 'utf8');

describe('amend', () => {
  it('finds every line it replaces in the installed JSONata', () => {
    expect(amend(library)).not.toBe(library);
  });

  it('leaves nothing that is asynchronous, and no list that grows without limit', () => {
    const amended = amend(library);
    expect(amended.match(/\bawait\b|\basync (function\b|\()|\bPromise\b/)).toBeNull();
    expect(amended.match(/\b(results?|resultSequence)\.push\b/)).toBeNull();
    expect(amended.match(/\bguards\.push\(/g)).toHaveLength(27);
  });

  it('refuses a JSONata that has lost a line', () => {
    const other = library.replace("environment.lookup('clone')", "environment.find('clone')");
    expect(() => amend(other)).toThrow(/found 0 times: var cloneFunction/);
  });

  it('refuses a JSONata that has a line twice', () => {
    const line = "var cloneFunction = environment.lookup('clone');";
    expect(() => amend(library.replace(line, `${line} ${line}`))).toThrow(/found 2 times: var cloneFunction/);
  });
});
