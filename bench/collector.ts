interface Waiting<T> {
  item: T;
  resolve: () => void;
  reject: (error: unknown) => void;
}

const WRITES_AT_ONCE = 2;

/** Lets what comes in while a write is under way share the next one. */
export function collector<T>(most: number, write: (items: T[]) => Promise<void>): (item: T) => Promise<void> {
  const waiting: Waiting<T>[] = [];
  let running = 0;
  let isScheduled = false;
  const flush = async () => {
    isScheduled = false;
    const batch = waiting.splice(0, most);
    if (batch.length === 0) return;
    running++;
    schedule();
    try {
      await write(batch.map(({ item }) => item));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    running--;
    schedule();
  };
  const schedule = () => {
    if (isScheduled || running >= WRITES_AT_ONCE || waiting.length === 0) return;
    isScheduled = true;
    setImmediate(() => void flush());
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      schedule();
    });
}
