import { Gate } from './gate';

const tick = () => new Promise(setImmediate);

describe('Gate', () => {
  it('never lets more in than it may, and everybody in the end', async () => {
    const gate = new Gate({ name: 'test', maxRunning: 3, maxWaiting: 100 });
    let running = 0;
    let most = 0;
    const work = async (item: number) => {
      most = Math.max(most, ++running);
      await tick();
      running--;
      return item;
    };
    const outs = await Promise.all(Array.from({ length: 20 }, (_, item) => gate.run(() => work(item))));
    expect(outs).toEqual(Array.from({ length: 20 }, (_, item) => item));
    expect(most).toBe(3);
  });

  it('frees the place of one that fails', async () => {
    const gate = new Gate({ name: 'test', maxRunning: 1, maxWaiting: 1 });
    await expect(gate.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(gate.run(async () => 'yes')).resolves.toBe('yes');
  });

  it('refuses when the line is full', async () => {
    const gate = new Gate({ name: 'test', maxRunning: 1, maxWaiting: 1 });
    let leave: () => void = () => undefined;
    const first = gate.run(() => new Promise<void>((resolve) => (leave = resolve)));
    const second = gate.run(async () => 'second');
    await expect(gate.run(async () => 'third')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    leave();
    await first;
    await expect(second).resolves.toBe('second');
  });
});
