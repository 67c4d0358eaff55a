import { type DnsLimits, isFinal, isWithoutRecord, withResolver } from './with-resolver';

export type MailExchangers =
  /** Host names; the root is the empty text. */
  | { kind: 'found'; hosts: string[] }
  /** The name exists, but has no MX record. */
  | { kind: 'none' }
  | { kind: 'notFound' }
  | { kind: 'unavailable' };

/**
 * Asks DNS for the MX records of a name.
 *
 * @returns `unavailable` where the name servers fail or stay silent for `timeoutMs`
 */
export function queryMailExchangers(name: string, limits: DnsLimits): Promise<MailExchangers> {
  return withResolver(limits, async (resolver) => {
    try {
      const records = await resolver.resolveMx(name);
      return { kind: 'found', hosts: records.map(({ exchange }) => exchange) };
    } catch (error) {
      if (isWithoutRecord(error)) return { kind: 'none' };
      return { kind: isFinal(error) ? 'notFound' : 'unavailable' };
    }
  });
}
