import { type MailDomainAnswer } from '../../core/leads';
import { queryAddresses, queryMailExchangers } from '../dns';

export interface MailDomainLimits {
  /** For all questions about one domain together. */
  timeoutMs: number;
  /** Name servers as `address` or `address:port`; the system's own by default. */
  servers?: string[];
}

/**
 * Asks DNS whether a domain takes mail: by its MX records, and where it has none, by its addresses, which are then
 * its mail exchanger (RFC 5321 section 5.1).
 */
export async function askMailDomain(
  name: string,
  { timeoutMs, servers }: MailDomainLimits,
): Promise<MailDomainAnswer> {
  const deadline = performance.now() + timeoutMs;
  const exchangers = await queryMailExchangers(name, { timeoutMs, servers });
  switch (exchangers.kind) {
    case 'found':
      // The root as the only exchanger says that the domain takes no mail (RFC 7505 section 3).
      return exchangers.hosts.some((host) => host !== '') ? 'accepts' : 'refuses';
    case 'none':
      return askAddresses(name, { timeoutMs: deadline - performance.now(), ...(servers && { servers }) });
    case 'notFound':
      return 'refuses';
    case 'unavailable':
      return 'unknown';
    default:
      return exchangers satisfies never;
  }
}

async function askAddresses(name: string, limits: MailDomainLimits): Promise<MailDomainAnswer> {
  if (limits.timeoutMs <= 0) return 'unknown';
  const { kind } = await queryAddresses(name, limits);
  switch (kind) {
    case 'resolved':
      return 'accepts';
    case 'notFound':
      return 'refuses';
    case 'unavailable':
      return 'unknown';
    default:
      return kind satisfies never;
  }
}
