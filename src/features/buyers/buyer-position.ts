import { type Buyer } from './buyer';

/** A place in the list of an account's buyers, which runs from the newest to the oldest. */
export interface BuyerPosition {
  createdAt: Date;
  id: string;
}

const TEXT = /^(\d{1,15}):([A-Za-z0-9._-]{1,64})$/;

/**
 * Buyers may bring their own ids, which do not sort by creation: their place in the list needs the
 * time as well.
 *
 * @returns `<Unix milliseconds>:<id>`
 */
export function positionOf({ createdAt, id }: Buyer): string {
  return `${createdAt.getTime()}:${id}`;
}

/** The inverse of `positionOf`; null for any other text. */
export function parsePosition(text: string): BuyerPosition | null {
  const [, ms, id] = TEXT.exec(text) ?? [];
  return ms === undefined || id === undefined ? null : { createdAt: new Date(Number(ms)), id };
}
