import { hash } from 'node:crypto';

const MOST_REMEMBERED = 10_000;
/** Expressions that answer faster than this on average hold nobody up. */
const QUICK_MS = 2;
const WEIGHT_OF_LATEST = 1 / 64;
/** What is not known yet: one quick answer is enough. */
const UNKNOWN_MS = 1.01 * QUICK_MS;
/** What is compiled first may take as long as this. */
const COLD_MS = 25;
/** What a sandbox costs that is lost, with the time until its successor is there. */
const SANDBOX_MS = 1_000;

interface Standing {
  /** A moving average of how long it takes. */
  meanMs: number;
  /** Where it has been compiled. */
  readonly sandboxes: WeakSet<object>;
  isConvicted: boolean;
}

/**
 * What is known of expressions. Quick are those whose answers were so on average, which leaves no room for one that is
 * quick in between; new ones, slow ones and those that cost a sandbox are not. One that has cost a sandbox with the same
 * input twice is convicted, for as long as it is remembered.
 */
export class Standings {
  /** By `standingName`; the one whose last answer is the oldest comes first, and is the first to be forgotten. */
  private readonly known = new Map<string, Standing>();

  isQuick(name: string): boolean {
    const standing = this.known.get(name);
    return standing !== undefined && standing.meanMs <= QUICK_MS;
  }

  isConvicted(name: string): boolean {
    return this.known.get(name)?.isConvicted === true;
  }

  /** @param sandbox the one it ran in: the first time in each does not count, unless it took very long */
  answered(name: string, tookMs: number, sandbox: object): void {
    const standing = this.remember(name);
    const isCold = !standing.sandboxes.has(sandbox) && tookMs <= COLD_MS;
    standing.sandboxes.add(sandbox);
    spend(standing, isCold ? 0 : tookMs);
  }

  /** It has cost a sandbox. */
  failed(name: string): void {
    spend(this.remember(name), SANDBOX_MS);
  }

  convict(name: string): void {
    this.remember(name).isConvicted = true;
  }

  private remember(name: string): Standing {
    const standing = this.known.get(name) ?? newStanding();
    this.known.delete(name);
    this.known.set(name, standing);
    if (this.known.size > MOST_REMEMBERED) this.known.delete(this.known.keys().next().value!);
    return standing;
  }
}

function newStanding(): Standing {
  return { meanMs: UNKNOWN_MS, sandboxes: new WeakSet(), isConvicted: false };
}

function spend(standing: Standing, tookMs: number): void {
  standing.meanMs += WEIGHT_OF_LATEST * (tookMs - standing.meanMs);
}

/**
 * Whose expression it is: each account answers for itself, as the mapping that a format brings along is everybody's.
 * A digest, as what is remembered shall not grow with the expressions.
 */
export function standingName(accountId: string, expression: string): string {
  return hash('sha256', `${accountId} ${expression}`, 'base64');
}
