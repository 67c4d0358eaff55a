import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Cipher } from '../../platform/crypto';
import { type Bidder } from './bidder';

/** Keeps the secrets of bidders, encrypted for the row they are in. */
@Injectable()
export class BidderSealing {
  constructor(
    private readonly cipher: Cipher,
    private readonly clock: Clock,
  ) {}

  /** The row of a bidder with this secret, changed now. @param createdAt null for a new one */
  seal(
    { createdAt, ...told }: Pick<Bidder, 'accountId' | 'buyerId' | 'url'> & { createdAt: Date | null },
    secret: string,
  ): Bidder {
    const now = this.clock.now();
    const sealedSecret = this.cipher.encrypt(secret, bidderRowId(told));
    return { ...told, sealedSecret, createdAt: createdAt ?? now, updatedAt: now };
  }

  /** @throws Error when the secret was encrypted with a key that is no longer configured */
  open(bidder: Bidder): string {
    return this.cipher.decrypt(bidder.sealedSecret, bidderRowId(bidder));
  }
}

/** What the secret of a bidder is sealed with. */
function bidderRowId({ accountId, buyerId }: Pick<Bidder, 'accountId' | 'buyerId'>): string {
  return `bidder ${accountId} ${buyerId}`;
}
