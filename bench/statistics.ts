/** Middle value, and how far the others lie around it. */
export interface Summary {
  median: number;
  lowest: number;
  highest: number;
}

/** @param values at least one */
export function summarise(values: number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), lowest: sorted[0]!, highest: sorted.at(-1)! };
}

/**
 * @param sorted at least one value, ascending
 * @param share 0–1; between two values the result lies between them
 */
export function quantile(sorted: number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)]!;
  const above = sorted[Math.ceil(position)]!;
  return below + (above - below) * (position - Math.floor(position));
}

/** Milliseconds on a clock that all processes of one machine share. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
