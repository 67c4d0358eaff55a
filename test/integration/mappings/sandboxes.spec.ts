import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WARM_UP_JOB } from '../../../src/platform/mappings/sandbox/warm-up';
import { waitFor } from '../../support/wait-for';
import { type EngineUnderTest, fakeSandbox, startEngine } from './fixtures';

/** Stuck in one call of the engine; the other one can be interrupted between its steps. */
const CPU_BOMB = '$formatNumber(1 / 0, "0e0")';
/** Answers late: more than a mapping may use, and less than its sandbox is given. */
const SLOW = '$count($distinct([1..12000]))';

describe('the sandboxes of the mapping engine', () => {
  let directory: string;
  let engine: EngineUnderTest;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'mappings-'));
  });
  afterEach(async () => {
    await engine.onApplicationShutdown();
    rmSync(directory, { recursive: true });
  });

  const evaluate = (expression: string) => engine.evaluate({ expression, input: {} });

  it('serve others while an expression is stuck, and while it is stuck again and again', async () => {
    engine = startEngine();
    await evaluate('1 + 1');
    const stuck = Promise.all([1, 2, 3].map(async () => evaluate(CPU_BOMB)));
    const state = { isStuck: true };
    void stuck.then(() => (state.isStuck = false));
    let served = 0;
    while (state.isStuck) {
      expect(await evaluate('1 + 1')).toEqual({ kind: 'value', value: 2 });
      served++;
    }
    for (const result of await stuck) expect(result).toMatchObject({ error: { code: 'TIME_LIMIT' } });
    // One sandbox is free all the time; the restarts of the other one alone take longer than these.
    expect(served).toBeGreaterThan(20);
  }, 90_000);

  it('are free for others while an account uses up its time again and again, however new its expressions are', async () => {
    engine = startEngine();
    const quick = () => engine.evaluate({ accountId: 'acct_2', expression: '1 + 1', input: {} });
    await quick();
    const state = { isBurning: true };
    const burning = Promise.all(
      Array.from({ length: 12 }, (_, index) => evaluate(`${SLOW} + ${index}`)),
    ).finally(() => (state.isBurning = false));
    let served = 0;
    while (state.isBurning) {
      expect(await quick()).toEqual({ kind: 'value', value: 2 });
      served++;
    }
    for (const result of await burning) expect(result).toMatchObject({ error: { code: 'TIME_LIMIT' } });
    expect(served).toBeGreaterThan(20);
  }, 90_000);

  it('let others try new expressions while an account uses up its time', async () => {
    engine = startEngine();
    const ended: string[] = [];
    const burning = Array.from({ length: 12 }, async () => {
      await evaluate(SLOW);
      ended.push('slow');
    });
    const tryNew = async (trial: Promise<unknown>, result: unknown) => {
      expect(await trial).toEqual(result);
      ended.push('new');
    };
    const newOne = engine.evaluate({ accountId: 'acct_3', expression: '1 + 1', input: {} });
    const tried = [
      tryNew(engine.check('1 + 1', 'acct_2'), { kind: 'ok' }),
      tryNew(newOne, { kind: 'value', value: 2 }),
    ];
    await Promise.all([...burning, ...tried]);
    expect(ended.lastIndexOf('new')).toBeLessThan(6);
  }, 90_000);

  it('come back to an expression that was slow once, however busy others keep them', async () => {
    const body = `send(null, job.input === '"slow"' ? 10000 : 1);`;
    engine = startEngine({ entry: fakeSandbox(directory, body) });
    const state = { isOver: false };
    const busy = Array.from({ length: 40 }, async (_, index) => {
      while (!state.isOver)
        await engine.evaluate({ accountId: `busy_${index % 4}`, expression: '1', input: {} });
    });
    await evaluate('2');
    await engine.evaluate({ expression: '2', input: 'slow' });
    for (let time = 0; time < 20; time++) expect(await evaluate('2')).toEqual({ kind: 'value', value: null });
    state.isOver = true;
    await Promise.all(busy);
  }, 30_000);

  it('serve accounts in turn, and callers before deliveries', async () => {
    engine = startEngine({ entry: fakeSandbox(directory, 'send(null)'), size: 1 });
    const order: string[] = [];
    const note = async (name: string, job: Promise<unknown>) => void (await job, order.push(name));
    const many = (accountId: string, count: number) =>
      Array.from({ length: count }, () =>
        note(accountId, engine.evaluate({ accountId, expression: '1', input: {} })),
      );
    const jobs = [...many('a', 8), ...many('b', 2), ...many('c', 1), note('a?', engine.check('1', 'a'))];
    await Promise.all(jobs);
    expect(order).toEqual(['a', 'a?', 'a', 'b', 'c', 'a', 'b', 'a', 'a', 'a', 'a', 'a']);
  });

  it('have the next jobs at hand while they are quick, still account by account', async () => {
    const seen = join(directory, 'seen');
    const body = `fs.appendFileSync(${JSON.stringify(seen)}, job.expression); setTimeout(() => send(null, 1), 20);`;
    engine = startEngine({ entry: fakeSandbox(directory, body), size: 1 });
    const job = (accountId: string) => engine.evaluate({ accountId, expression: accountId, input: {} });
    for (const accountId of ['a', 'b', 'c']) await job(accountId);
    await Promise.all([...Array.from({ length: 35 }, () => job('a')), job('b'), job('c')]);
    // So many are handed over before the first is done; then it is the others' turn.
    expect(readFileSync(seen, 'utf8')).toBe(`abc${'a'.repeat(32)}bcaaa`);
  });

  it('have fewer at hand where what they are given is large', async () => {
    const seen = join(directory, 'seen');
    const body = `fs.appendFileSync(${JSON.stringify(seen)}, job.expression); setTimeout(() => send(null, 1), 20);`;
    engine = startEngine({ entry: fakeSandbox(directory, body), size: 1 });
    const job = (accountId: string) =>
      engine.evaluate({ accountId, expression: accountId, input: 'x'.repeat(200_000) });
    for (const accountId of ['a', 'b']) await job(accountId);
    await Promise.all([job('a'), job('a'), job('a'), job('b')]);
    expect(readFileSync(seen, 'utf8')).toBe('abaaba');
  });

  it('find out which of the jobs that were sent together cost the sandbox', async () => {
    engine = startEngine();
    const stumbling = '$formatNumber($ = 3 ? 1 / 0 : $, "0e0")';
    await Promise.all([evaluate('1 + 1'), engine.evaluate({ expression: stumbling, input: 1 })]);
    const jobs = Array.from({ length: 6 }, (_, input) => [
      engine.evaluate({ expression: '$ + 1', input }),
      engine.evaluate({ expression: stumbling, input }),
    ]).flat();
    const results = (await Promise.all(jobs)).map((end) =>
      end.kind === 'value' ? end.value : end.error.code,
    );
    expect(results).toEqual([1, '0e0', 2, '1e0', 3, '2e0', 4, 'TIME_LIMIT', 5, '4e0', 6, '5e0']);
    // Once with the others, and twice alone.
    expect(engine.losses).toEqual(['time', 'time', 'time']);
  }, 60_000);

  it('hold nothing against a job at first sight that was there when another cost a sandbox', async () => {
    const mark = join(directory, 'was-here');
    const body = `
      const isFirst = job.input === '"once"' && !fs.existsSync('${mark}');
      if (isFirst) fs.writeFileSync('${mark}', '');
      if (isFirst || job.input === '"always"') return process.abort();
      send(1, 1);`;
    engine = startEngine({ entry: fakeSandbox(directory, body), size: 1 });
    await Promise.all(['1', '2'].map(evaluate));
    const [always, once] = await Promise.all([
      engine.evaluate({ expression: '1', input: 'always' }),
      engine.evaluate({ expression: '2', input: 'once' }),
    ]);
    expect(always).toMatchObject({ error: { code: 'MEMORY_LIMIT' } });
    expect(once).toMatchObject({ kind: 'value' });
  }, 60_000);

  it('are not given up for an answer that is too large to be sent at once', async () => {
    engine = startEngine({ size: 1 });
    const large = '$pad("", $)';
    const quick = '$count([1..$].($ * 2))';
    for (const expression of [large, quick]) await engine.evaluate({ expression, input: 5 });
    const [first, ...others] = await Promise.all([
      engine.evaluate({ expression: large, input: 1_000_000 }),
      ...Array.from({ length: 31 }, () => engine.evaluate({ expression: quick, input: 6_000 })),
    ]);
    expect(first).toMatchObject({ kind: 'value' });
    for (const other of others) expect(other).toEqual({ kind: 'value', value: 6_000 });
    expect(engine.losses).toEqual([]);
  }, 60_000);

  it('hold the loss of a sandbox against the job at work, not against those at hand', async () => {
    const body = `
      if (job.input === '"now"') process.isDying = setTimeout(() => process.exit(3), 50);
      else if (!process.isDying) send(null, 1);`;
    engine = startEngine({ entry: fakeSandbox(directory, body), size: 1 });
    const job = (expression: string, input: unknown = {}) =>
      engine.evaluate({ accountId: 'a', expression, input });
    for (const expression of ['1', 'live and die']) await job(expression);
    const [died, ...others] = await Promise.all([
      job('live and die', 'now'),
      ...Array.from({ length: 12 }, () => job('1')),
    ]);
    expect(died).toMatchObject({ kind: 'failed', error: { code: 'RUNTIME' } });
    expect(others).toEqual(Array.from({ length: 12 }, () => ({ kind: 'value', value: null })));
  });

  it('do not block the platform that waits for them', async () => {
    engine = startEngine();
    await evaluate('1');
    let longestMs = 0;
    let last = performance.now();
    const ticker = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last);
      last = performance.now();
    }, 5);
    await evaluate(CPU_BOMB);
    clearInterval(ticker);
    expect(longestMs).toBeLessThan(250);
  });

  it('are given up as our trouble when they stand still', async () => {
    engine = startEngine({ entry: fakeSandbox(directory, ''), stalledMs: 100 });
    await expect(evaluate('1')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('run a job again when their process was ended from outside', async () => {
    const mark = join(directory, 'was-here');
    const body = `
      if (fs.existsSync('${mark}')) return send('second');
      fs.writeFileSync('${mark}', '');
      process.kill(process.pid, 'SIGKILL');`;
    engine = startEngine({ entry: fakeSandbox(directory, body) });
    expect(await evaluate('1')).toEqual({ kind: 'value', value: 'second' });
  });

  it('are unavailable, and hold nothing against a job, when they are ended from outside again and again', async () => {
    engine = startEngine({ entry: fakeSandbox(directory, `process.kill(process.pid, 'SIGKILL');`) });
    for (let time = 0; time < 3; time++) {
      await expect(evaluate('1')).rejects.toMatchObject({ code: 'UNAVAILABLE', retryAfterSeconds: 1 });
    }
  });

  it('are replaced when they were ended while they had nothing to do', async () => {
    const body = `send(process.pid); setImmediate(() => process.kill(process.pid, 'SIGKILL'));`;
    engine = startEngine({ entry: fakeSandbox(directory, body), size: 1 });
    const pids = new Set<unknown>();
    for (let time = 0; time < 4; time++) pids.add(await evaluate('1'));
    expect(pids.size).toBe(4);
  });

  it('hold it against a job when its process ends by itself, twice', async () => {
    engine = startEngine({ entry: fakeSandbox(directory, 'process.exit(1)') });
    expect(await evaluate('1')).toMatchObject({ kind: 'failed', error: { code: 'RUNTIME' } });
  });

  it.each([
    ['was stuck', 'for (;;);'],
    ['ran out of memory', 'process.abort();'],
    ['took too long', `return sendAnswer({ kind: 'failed', error: { code: 'TIME_LIMIT' } });`],
  ])('run a job again that %s for the first time', async (_, trouble) => {
    const mark = join(directory, 'was-here');
    const body = `
      if (fs.existsSync('${mark}')) return send('second');
      fs.writeFileSync('${mark}', '');
      ${trouble}`;
    engine = startEngine({ entry: fakeSandbox(directory, body) });
    expect(await evaluate('1')).toEqual({ kind: 'value', value: 'second' });
  });

  it('warm up with a mapping that works', async () => {
    engine = startEngine();
    const { expression, input } = WARM_UP_JOB;
    const now = new Date(0).toISOString();
    const result = await engine.evaluate({ expression, input: JSON.parse(input!), now });
    expect(result).toMatchObject({ kind: 'value', value: { price: '1,234.50', digits: '55' } });
  });

  it('are started for whoever waits until they are ready', async () => {
    engine = startEngine();
    await engine.ready();
    let hasTurned = false;
    setImmediate(() => (hasTurned = true));
    await engine.ready();
    expect(hasTurned).toBe(false);
    expect(await evaluate('1')).toEqual({ kind: 'value', value: 1 });
  });

  it('are unavailable when they cannot be started', async () => {
    engine = startEngine({ entry: join(directory, 'missing.js') });
    await engine.ready();
    await expect(evaluate('1')).rejects.toMatchObject({ code: 'UNAVAILABLE', retryAfterSeconds: 1 });
  });

  it('refuse more jobs than may wait', async () => {
    const lines = { deliveries: { mostEach: 2, most: 2 }, callers: { mostEach: 1, most: 1 } };
    engine = startEngine({ entry: fakeSandbox(directory, ''), lines });
    const waiting: Promise<unknown>[] = [1, 2, 3, 4].map(async () => evaluate('1'));
    waiting.push(engine.check('1'));
    const ends = Promise.allSettled(waiting);
    await expect(evaluate('1')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(engine.check('1')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await engine.onApplicationShutdown();
    for (const end of await ends) expect(end.status).toBe('rejected');
  });

  it('end with the engine, whatever they are doing', async () => {
    const pidFile = join(directory, 'pid');
    const body = `fs.writeFileSync('${pidFile}', String(process.pid)); for (;;);`;
    engine = startEngine({ entry: fakeSandbox(directory, body), cpuMs: 60_000 });
    const ended = Promise.allSettled([evaluate('1')]);
    await waitFor(
      'the sandbox to be at work',
      () => existsSync(pidFile) && readFileSync(pidFile, 'utf8') !== '',
    );
    await engine.onApplicationShutdown();
    expect(await ended).toMatchObject([{ status: 'rejected', reason: { code: 'UNAVAILABLE' } }]);
    expect(() => process.kill(Number(readFileSync(pidFile, 'utf8')), 0)).toThrow('ESRCH');
    await expect(evaluate('1')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('see nothing of the environment of the platform', async () => {
    engine = startEngine({ entry: fakeSandbox(directory, 'send(process.env)') });
    // Node adds to TZ what its channel needs, and hides it again.
    expect(await evaluate('1')).toEqual({ kind: 'value', value: { TZ: 'UTC' } });
  });
});
