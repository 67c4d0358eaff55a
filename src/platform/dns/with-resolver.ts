import { Resolver } from 'node:dns/promises';

export interface DnsLimits {
  /** For one lookup with all its tries. */
  timeoutMs: number;
  /** Name servers as `address` or `address:port`; the system's own by default. */
  servers?: string[] | undefined;
}

/** `cancelAfter` shortens what is left of the time. */
type Ask<T> = (resolver: Resolver, cancelAfter: (ms: number) => void) => Promise<T>;

/** Answers that asking again would not change: no such name, no record of this type, no name at all. */
const FINAL_CODES = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME']);

/**
 * Asks DNS through c-ares, and never through `getaddrinfo`, whose four threads four slow names can hold. Queries
 * that are still open when the time is over reject with ECANCELLED.
 */
export async function withResolver<T>({ timeoutMs, servers }: DnsLimits, ask: Ask<T>): Promise<T> {
  // A second try waits twice as long as the first. One resolver for each lookup, because cancel() ends them all.
  const resolver = new Resolver({ timeout: Math.ceil(timeoutMs / 3), tries: 2 });
  if (servers !== undefined) {
    resolver.setServers(servers);
  }
  const timers: NodeJS.Timeout[] = [];
  const cancelAfter = (ms: number) => timers.push(setTimeout(() => resolver.cancel(), ms));
  cancelAfter(timeoutMs);
  try {
    return await ask(resolver, cancelAfter);
  } finally {
    timers.forEach((timer) => clearTimeout(timer));
  }
}

/** Whether a query failed with an answer, as opposed to name servers that fail or stay silent. */
export function isFinal(error: unknown): boolean {
  return FINAL_CODES.has(dnsCodeOf(error));
}

/** Whether the name exists and only has no record of the type asked for. */
export function isWithoutRecord(error: unknown): boolean {
  return dnsCodeOf(error) === 'ENODATA';
}

function dnsCodeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}
