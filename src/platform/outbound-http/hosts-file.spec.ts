import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HostsFile } from './hosts-file';

describe('HostsFile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hosts-'));
  const path = join(folder, 'hosts');

  afterAll(() => rmSync(folder, { recursive: true }));

  it('finds every address of a name and of its aliases, comments apart', async () => {
    const lines = [
      '# 10.9.9.9 a',
      '10.0.0.1\tA.Test alias # b',
      '::1 a.test',
      'fe80::1%lo0 a.test',
      'nonsense a.test',
    ];
    writeFileSync(path, lines.join('\n'));
    const hosts = new HostsFile(path);
    expect(await hosts.find('a.test')).toEqual(['10.0.0.1', '::1']);
    expect(await hosts.find('alias')).toEqual(['10.0.0.1']);
    expect(await hosts.find('b')).toEqual([]);
  });

  it('notices a change', async () => {
    writeFileSync(path, '10.0.0.1 a');
    const hosts = new HostsFile(path);
    await hosts.find('a');
    writeFileSync(path, '10.0.0.20 a');
    expect(await hosts.find('a')).toEqual(['10.0.0.20']);
  });

  it('is empty where there is no file', async () => {
    expect(await new HostsFile(join(folder, 'missing')).find('a')).toEqual([]);
  });
});
