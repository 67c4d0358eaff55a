import { AsyncLocalStorage } from 'node:async_hooks';
import { Batcher, type BatcherOptions } from './batcher';

function batcherWith(options: Partial<BatcherOptions<number, number>> = {}) {
  const runs: number[][] = [];
  const batcher = new Batcher<number, number>({
    name: 'numbers',
    maxWeight: 10,
    maxWaiting: 100,
    maxRunning: 1,
    run: async (items) => {
      runs.push(items);
      return items.map((item) => item * 2);
    },
    ...options,
  });
  return { batcher, runs };
}

describe('Batcher', () => {
  it('answers each item and shares runs among items of the same moment', async () => {
    const { batcher, runs } = batcherWith();
    const outs = await Promise.all([1, 2, 3].map((item) => batcher.submit(item)));
    expect(outs).toEqual([2, 4, 6]);
    expect(runs).toEqual([[1, 2, 3]]);
  });

  it('gathers the next batch while a run is under way', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const runs: number[][] = [];
    const { batcher } = batcherWith({
      run: async (items) => {
        runs.push(items);
        if (runs.length === 1) await gate;
        return items;
      },
    });
    const first = batcher.submit(1);
    await new Promise(setImmediate);
    const rest = Promise.all([2, 3].map((item) => batcher.submit(item)));
    open();
    await Promise.all([first, rest]);
    expect(runs).toEqual([[1], [2, 3]]);
  });

  it('keeps each run within its weight, and lets a heavier item through alone', async () => {
    const { batcher, runs } = batcherWith({ weigh: (item) => item });
    await Promise.all([6, 5, 25, 1].map((item) => batcher.submit(item)));
    expect(runs).toEqual([[6], [5], [25], [1]]);
  });

  it('refuses at once when too much is waiting', async () => {
    const { batcher } = batcherWith({ maxWaiting: 2 });
    const accepted = [batcher.submit(1), batcher.submit(2)];
    await expect(batcher.submit(3)).rejects.toMatchObject({ code: 'UNAVAILABLE', retryAfterSeconds: 1 });
    await expect(Promise.all(accepted)).resolves.toEqual([2, 4]);
  });

  const failOn13 = async (items: number[]) => {
    if (items.includes(13)) throw new Error('unlucky');
    return items;
  };

  it('lets one bad item fail alone where failures are isolated', async () => {
    const { batcher } = batcherWith({ run: failOn13, shouldIsolate: () => true });
    const results = await Promise.allSettled([1, 13, 2].map((item) => batcher.submit(item)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails the whole batch where they are not', async () => {
    const { batcher } = batcherWith({ run: failOn13 });
    const results = await Promise.allSettled([1, 13, 2].map((item) => batcher.submit(item)));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  it('runs outside the asynchronous context of whoever submitted', async () => {
    const context = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    const { batcher } = batcherWith({
      run: async (items) => {
        seen.push(context.getStore());
        return items;
      },
    });
    await context.run('a transaction', () => batcher.submit(1));
    expect(seen).toEqual([undefined]);
  });
});
