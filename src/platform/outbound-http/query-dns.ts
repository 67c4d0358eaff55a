import { Resolver } from 'node:dns/promises';
import { codeOf } from './error-code';

export type Resolution =
  { kind: 'resolved'; addresses: string[] } | { kind: 'notFound' } | { kind: 'unavailable' };

type Answer = { addresses: string[]; isFinal: boolean };

/** Answers that asking again would not change. */
const FINAL_CODES = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME']);

/**
 * How long one address family is waited for once the other has answered: some name servers never answer AAAA.
 * Only what was answered, and judged, is dialled.
 */
const FAMILY_GRACE_MS = 300;

/**
 * Asks DNS for the addresses of a name through c-ares, both families at once. Never through `getaddrinfo`, whose
 * four threads four slow names can hold.
 *
 * @returns `unavailable` where the name servers fail or stay silent for `timeoutMs`
 */
export async function queryDns(name: string, timeoutMs: number, servers?: string[]): Promise<Resolution> {
  // A second try waits twice as long as the first. One resolver for each lookup, because cancel() ends them all.
  const resolver = new Resolver({ timeout: Math.ceil(timeoutMs / 3), tries: 2 });
  if (servers !== undefined) {
    resolver.setServers(servers);
  }
  const timers = [setTimeout(() => resolver.cancel(), timeoutMs)];
  const answers = [resolver.resolve4(name), resolver.resolve6(name)].map(async (query) => {
    const answer = await answerOf(query);
    if (answer.addresses.length > 0) {
      timers.push(setTimeout(() => resolver.cancel(), FAMILY_GRACE_MS));
    }
    return answer;
  });
  try {
    return resolutionOf(await Promise.all(answers));
  } finally {
    timers.forEach((timer) => clearTimeout(timer));
  }
}

async function answerOf(query: Promise<string[]>): Promise<Answer> {
  try {
    return { addresses: await query, isFinal: true };
  } catch (error) {
    return { addresses: [], isFinal: FINAL_CODES.has(codeOf(error)) };
  }
}

function resolutionOf(answers: Answer[]): Resolution {
  const addresses = answers.flatMap((answer) => answer.addresses);
  if (addresses.length > 0) {
    return { kind: 'resolved', addresses };
  }
  return { kind: answers.every((answer) => answer.isFinal) ? 'notFound' : 'unavailable' };
}
