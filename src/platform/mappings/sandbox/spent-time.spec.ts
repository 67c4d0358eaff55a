import { SpentTime } from './spent-time';

const LIMIT_MS = 20;

function burn(ms: number): void {
  const start = process.cpuUsage();
  const used = () => process.cpuUsage(start).user + process.cpuUsage(start).system;
  while (used() < ms * 1000);
}

/** The thread stands still, as it does when the machine is busy with others. */
function stand(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

describe('SpentTime', () => {
  it('does not count time in which the processor worked for others', () => {
    const spent = new SpentTime(LIMIT_MS);
    // The system books what a thread has used when it stops: what came before this test is not to be found within it.
    stand(1);
    spent.restart();
    stand(5 * LIMIT_MS);
    expect(spent.ms()).toBeLessThan(LIMIT_MS);
  });

  it('counts processor time, also after standing still', () => {
    const spent = new SpentTime(LIMIT_MS);
    spent.restart();
    stand(3 * LIMIT_MS);
    spent.ms();
    burn(2 * LIMIT_MS);
    expect(spent.ms()).toBeGreaterThan(LIMIT_MS);
  });

  it('forgets what was spent before', () => {
    const spent = new SpentTime(LIMIT_MS);
    spent.restart();
    burn(2 * LIMIT_MS);
    spent.restart();
    expect(spent.ms()).toBeLessThan(LIMIT_MS);
  });

  it('counts less for whom it has patience', () => {
    const spent = new SpentTime(LIMIT_MS);
    spent.restart(10);
    burn(3 * LIMIT_MS);
    expect(spent.ms()).toBeLessThan(LIMIT_MS);
    burn(9 * LIMIT_MS);
    expect(spent.ms()).toBeGreaterThan(LIMIT_MS);
  });
});
