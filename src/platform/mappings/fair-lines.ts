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

  /** For an item that was taken and has to be taken again: before the owner's others, however many wait. */
  putBack(owner: string, item: T): void {
    this.lines.set(owner, [item, ...(this.lines.get(owner) ?? [])]);
    this.count++;
  }

  /** Takes the first item that is wanted, of the owner whose turn it is; the owner's next turn comes after all others'. */
  take(isWanted: (item: T) => boolean): T | null {
    for (const [owner, line] of this.lines) {
      const index = line.findIndex(isWanted);
      if (index === -1) continue;
      const [item] = line.splice(index, 1);
      this.lines.delete(owner);
      if (line.length > 0) this.lines.set(owner, line);
      this.count--;
      return item!;
    }
    return null;
  }

  /** Takes all there are. */
  clear(): T[] {
    const items = [...this.lines.values()].flat();
    this.lines.clear();
    this.count = 0;
    return items;
  }
}
