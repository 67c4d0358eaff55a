import { type DnsLimits, isFinal, withResolver } from './with-resolver';

export type Resolution =
  { kind: 'resolved'; addresses: string[] } | { kind: 'notFound' } | { kind: 'unavailable' };

type Answer = { addresses: string[]; isFinal: boolean };

/**
 * How long one address family is waited for once the other has answered: some name servers never answer AAAA.
 * Only what was answered, and judged, is dialled.
 */
const FAMILY_GRACE_MS = 300;

/**
 * Asks DNS for the addresses of a name, both families at once.
 *
 * @returns `unavailable` where the name servers fail or stay silent for `timeoutMs`
 */
export function queryAddresses(name: string, limits: DnsLimits): Promise<Resolution> {
  return withResolver(limits, async (resolver, cancelAfter) => {
    const answers = [resolver.resolve4(name), resolver.resolve6(name)].map(async (query) => {
      const answer = await answerOf(query);
      if (answer.addresses.length > 0) {
        cancelAfter(FAMILY_GRACE_MS);
      }
      return answer;
    });
    return resolutionOf(await Promise.all(answers));
  });
}

async function answerOf(query: Promise<string[]>): Promise<Answer> {
  try {
    return { addresses: await query, isFinal: true };
  } catch (error) {
    return { addresses: [], isFinal: isFinal(error) };
  }
}

function resolutionOf(answers: Answer[]): Resolution {
  const addresses = answers.flatMap((answer) => answer.addresses);
  if (addresses.length > 0) {
    return { kind: 'resolved', addresses };
  }
  return { kind: answers.every((answer) => answer.isFinal) ? 'notFound' : 'unavailable' };
}
