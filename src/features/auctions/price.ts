/** Prices are numbers in whole currency units with at most two decimals. */
export const MAX_PRICE = 1_000_000;

/** Whether a value is a price: 0 to 1,000,000 with at most two decimals. */
export function isPrice(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= MAX_PRICE && Number(value.toFixed(2)) === value;
}
