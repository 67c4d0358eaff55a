import { join } from 'node:path';
import { findSandboxEntry } from './sandbox-entry';

describe('findSandboxEntry', () => {
  it('finds the built twin when it runs from the source', () => {
    const root = join(__dirname, '../../..');
    expect(findSandboxEntry()).toBe(join(root, 'dist/src/platform/mappings/sandbox/main.js'));
  });
});
