import { type Targeting } from '../../core/leads';

/** A receiver organisation inside an account. */
export interface Buyer {
  /** `buyer_…`, or the account's own id for it. */
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** Which leads it wants; null when it takes no part in their distribution. */
  readonly targeting: Targeting | null;
  readonly createdAt: Date;
}

export const BUYER_ID = /^[A-Za-z0-9._-]{1,64}$/;
