import { readCpuMs } from './child-cpu';

describe('readCpuMs', () => {
  const onLinux = process.platform === 'linux' ? it : it.skip;

  onLinux('tells what Node tells of its own process', async () => {
    const { user, system } = process.cpuUsage();
    const cpuMs = await readCpuMs(process.pid);
    expect(Math.abs(cpuMs! - (user + system) / 1000)).toBeLessThan(500);
    expect(cpuMs).toBeGreaterThan(0);
  });

  it('knows nothing of a process that is gone', async () => {
    expect(await readCpuMs(2 ** 30)).toBeNull();
  });
});
