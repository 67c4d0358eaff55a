export interface FairLinesOptions {
  /** Items that may wait in one line. */
  mostEach: number;
  /** Items that may wait in all lines together. */
  most: number;
}

/**
 * A line for each owner, served in turn: whoever has many items waiting waits for them, and for nobody else's.
 * Items of one owner keep their order.
 */
export class FairLines<T> {
  /** Never empty ones; whose turn it is comes first. */
  private readonly lines = new Map<string, T[]>();
  private count = 0;

  constructor(private readonly options: FairLinesOptions) {}

  /** @returns false when too many wait already */
  add(owner: string, item: T): boolean {
    const line = this.lines.get(owner) ?? [];
    if (line.length >= this.options.mostEach || this.count >= this.options.most) return false;
    line.push(item);
    this.lines.set(owner, line);
    this.count++;
    return true;
  }

  /** For items that were taken and have to be taken again: before the owner's others, however many wait. */
  putBack(owner: string, items: readonly T[]): void {
    if (items.length > 0) this.lines.set(owner, [...items, ...(this.lines.get(owner) ?? [])]);
    this.count += items.length;
  }

  get isEmpty(): boolean {
    return this.count === 0;
  }

  /** Takes the first item of the wanted owner whose turn it is; the owner's next turn comes after all others'. */
  take(isWanted: (owner: string) => boolean): T | null {
    for (const [owner, line] of this.lines) {
      if (!isWanted(owner)) continue;
      const item = line.shift()!;
      this.lines.delete(owner);
      if (line.length > 0) this.lines.set(owner, line);
      this.count--;
      return item;
    }
    return null;
  }

  /** Takes all wanted items of an owner, in their order. */
  takeOut(owner: string, isWanted: (item: T) => boolean): T[] {
    const line = this.lines.get(owner) ?? [];
    const taken = line.filter(isWanted);
    const left = line.filter((item) => !isWanted(item));
    if (left.length > 0) this.lines.set(owner, left);
    else this.lines.delete(owner);
    this.count -= taken.length;
    return taken;
  }

  /** Takes all there are. */
  clear(): T[] {
    const items = [...this.lines.values()].flat();
    this.lines.clear();
    this.count = 0;
    return items;
  }
}
