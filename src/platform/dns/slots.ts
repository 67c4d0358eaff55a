/** A fixed number of places, given out in the order they were asked for. */
export class Slots {
  private readonly waiting = new Set<() => void>();

  constructor(private free: number) {}

  /** @returns whether a place came free within `timeoutMs`; the caller must then `give` it back */
  take(timeoutMs: number): Promise<boolean> {
    if (this.free > 0) {
      this.free--;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const onFree = () => {
        clearTimeout(timer);
        resolve(true);
      };
      const timer = setTimeout(() => {
        this.waiting.delete(onFree);
        resolve(false);
      }, timeoutMs);
      this.waiting.add(onFree);
    });
  }

  give(): void {
    for (const onFree of this.waiting) {
      this.waiting.delete(onFree);
      onFree();
      return;
    }
    this.free++;
  }
}
