import { AppError } from '../../core/errors/app-error';

export interface AuctionPlacesOptions {
  /** Auctions that run at once in this process. */
  most: number;
  /** Of these, how many of one account. */
  mostPerAccount: number;
  /** Auctions of one account that wait for a place. */
  mostWaitingPerAccount: number;
}

export interface PlaceRequest {
  accountId: string;
  /** The caller is refused after this time: what waits longer than its auction would take is late. */
  maxWaitMs: number;
}

interface Waiting extends PlaceRequest {
  enter: () => void;
}

/**
 * The places for auctions in a process. Every account has a share, so that whoever holds many slow auctions waits for
 * its own and the others go past it.
 */
export class AuctionPlaces {
  private readonly running = new Map<string, number>();
  private total = 0;
  private waiting: Waiting[] = [];

  constructor(private readonly options: AuctionPlacesOptions) {}

  /** @throws AppError UNAVAILABLE when no place is free in time, else whatever `work` throws */
  async hold<T>(request: PlaceRequest, work: () => Promise<T>): Promise<T> {
    if (this.hasRoom(request)) this.enter(request);
    else await this.standInLine(request);
    try {
      return await work();
    } finally {
      this.leave(request);
    }
  }

  private hasRoom({ accountId }: PlaceRequest): boolean {
    const { most, mostPerAccount } = this.options;
    return this.total < most && (this.running.get(accountId) ?? 0) < mostPerAccount;
  }

  private enter({ accountId }: PlaceRequest): void {
    this.total++;
    this.running.set(accountId, (this.running.get(accountId) ?? 0) + 1);
  }

  private leave({ accountId }: PlaceRequest): void {
    const left = this.running.get(accountId)! - 1;
    this.total--;
    if (left > 0) this.running.set(accountId, left);
    else this.running.delete(accountId);
    this.letNextIn();
  }

  private standInLine(request: PlaceRequest): Promise<void> {
    const { accountId, maxWaitMs } = request;
    const inLine = this.waiting.filter((other) => other.accountId === accountId).length;
    if (inLine >= this.options.mostWaitingPerAccount) throw noPlace();
    return new Promise((resolve, reject) => {
      const giveUp = setTimeout(() => {
        this.waiting = this.waiting.filter((other) => other !== waiting);
        reject(noPlace());
      }, maxWaitMs);
      const enter = () => {
        clearTimeout(giveUp);
        this.enter(request);
        resolve();
      };
      const waiting: Waiting = { ...request, enter };
      this.waiting.push(waiting);
    });
  }

  /** The first in line whose account has room. */
  private letNextIn(): void {
    const at = this.waiting.findIndex((waiting) => this.hasRoom(waiting));
    const [next] = at < 0 ? [] : this.waiting.splice(at, 1);
    next?.enter();
  }
}

function noPlace(): AppError {
  return new AppError(
    'UNAVAILABLE',
    'Too many auctions run at once; nothing was stored and nobody was asked. Try again shortly.',
    { retryAfterSeconds: 1 },
  );
}
