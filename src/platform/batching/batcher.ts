import { AsyncResource } from 'node:async_hooks';
import { AppError } from '../../core/errors/app-error';

export interface BatcherOptions<In, Out> {
  /** For the error a caller gets when the line is full. */
  name: string;
  /** Most weight in one run. */
  maxWeight: number;
  /** Most weight waiting; beyond it `submit` refuses at once. */
  maxWaiting: number;
  /** Runs at the same time. */
  maxRunning: number;
  /** Weight of an item, 1 by default. */
  weigh?: (item: In) => number;
  /** Answers one output per input, in order. */
  run: (items: In[]) => Promise<Out[]>;
  /** Milliseconds in which a batch may grow before it runs; none by default. */
  gatherMs?: number;
  /** Whether a failed run is tried again item by item, so that one bad item fails alone. */
  shouldIsolate?: (error: unknown) => boolean;
}

interface Waiting<In, Out> {
  item: In;
  weight: number;
  resolve: (out: Out) => void;
  reject: (error: unknown) => void;
}

/**
 * Lets work that arrives at the same time share one round trip. While a run is under way the
 * next batch gathers, so an idle system answers at once and a busy one batches by itself.
 */
export class Batcher<In, Out> {
  private waiting: Waiting<In, Out>[] = [];
  private waitingWeight = 0;
  private running = 0;
  private isScheduled = false;

  /** A batch belongs to none of its submitters: it must not run inside the transaction of the first. */
  private readonly outside = new AsyncResource('Batcher');

  constructor(private readonly options: BatcherOptions<In, Out>) {}

  /** @throws AppError UNAVAILABLE when too much is waiting, else whatever `run` throws */
  submit(item: In): Promise<Out> {
    const weight = this.options.weigh?.(item) ?? 1;
    if (this.waitingWeight + weight > this.options.maxWaiting) {
      return Promise.reject(
        new AppError('UNAVAILABLE', `Too much work is waiting (${this.options.name}); try again shortly.`, {
          retryAfterSeconds: 1,
        }),
      );
    }
    return new Promise<Out>((resolve, reject) => {
      this.waiting.push({ item, weight, resolve, reject });
      this.waitingWeight += weight;
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.isScheduled || this.running >= this.options.maxRunning || this.waiting.length === 0) return;
    this.isScheduled = true;
    const start = () => {
      this.isScheduled = false;
      void this.flush();
      this.schedule();
    };
    const { gatherMs = 0 } = this.options;
    this.outside.runInAsyncScope(() => (gatherMs > 0 ? setTimeout(start, gatherMs) : setImmediate(start)));
  }

  private async flush(): Promise<void> {
    const batch = this.take();
    if (batch.length === 0) return;
    this.running++;
    try {
      await this.runBatch(batch);
    } finally {
      this.running--;
      this.schedule();
    }
  }

  private async runBatch(batch: Waiting<In, Out>[]): Promise<void> {
    try {
      const outs = await this.options.run(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => resolve(outs[index]!));
    } catch (error) {
      const isolate = batch.length > 1 && this.options.shouldIsolate?.(error) === true;
      if (isolate) for (const one of batch) await this.runBatch([one]);
      else for (const { reject } of batch) reject(error);
    }
  }

  private take(): Waiting<In, Out>[] {
    let weight = 0;
    let count = 0;
    while (count < this.waiting.length) {
      const next = this.waiting[count]!.weight;
      if (count > 0 && weight + next > this.options.maxWeight) break;
      weight += next;
      count++;
    }
    this.waitingWeight -= weight;
    return this.waiting.splice(0, count);
  }
}
