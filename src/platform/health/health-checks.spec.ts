import { type Logger } from '../logging';
import { HealthChecks } from './health-checks';

describe('HealthChecks', () => {
  const warnings: string[] = [];
  const logger = { warning: (stage: string) => warnings.push(stage) } as unknown as Logger;
  let checks: HealthChecks;

  beforeEach(() => {
    warnings.length = 0;
    checks = new HealthChecks(logger);
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('reports every check in the order they were added', async () => {
    checks.add('slow', () => new Promise((resolve) => setImmediate(resolve, null)));
    checks.add('bad', async () => 'The disk is full.');
    expect(await checks.run()).toEqual([
      { name: 'slow', ok: true },
      { name: 'bad', ok: false, detail: 'The disk is full.' },
    ]);
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('password=hunter2'))],
    [
      'throws at once',
      () => {
        throw new Error('password=hunter2');
      },
    ],
  ])('says nothing of the error when a check %s, and logs it', async (_case, check) => {
    checks.add('broken', check);
    expect(await checks.run()).toEqual([
      { name: 'broken', ok: false, detail: 'The check itself failed; the log says why.' },
    ]);
    expect(warnings).toEqual(['health.check_failed']);
  });

  it('waits two seconds for a check and no longer', async () => {
    jest.useFakeTimers();
    checks.add('hanging', () => new Promise(() => {}));
    const reports = checks.run();
    await jest.advanceTimersByTimeAsync(1_999);
    const early = await Promise.race([reports, Promise.resolve('still waiting')]);
    expect(early).toBe('still waiting');
    await jest.advanceTimersByTimeAsync(1);
    expect(await reports).toEqual([{ name: 'hanging', ok: false, detail: 'No answer within 2 seconds.' }]);
  });

  it('does not start a check again while it is running', async () => {
    let started = 0;
    let finish: (value: null) => void = () => {};
    checks.add('shared', () => {
      started += 1;
      return new Promise((resolve) => (finish = resolve));
    });
    const both = [checks.run(), checks.run()];
    expect(started).toBe(1);
    finish(null);
    expect(await Promise.all(both)).toEqual([[{ name: 'shared', ok: true }], [{ name: 'shared', ok: true }]]);
    void checks.run();
    expect(started).toBe(2);
    finish(null);
  });

  it('refuses a second check of the same name', () => {
    checks.add('queue', async () => null);
    expect(() => checks.add('queue', async () => null)).toThrow('Two health checks are named queue');
  });
});
