import { queryAddresses, type Resolution, Slots } from '../dns';
import { HostsFile } from './hosts-file';
import { type OutboundHttpOptions } from './outbound-http.options';

type ResolverOptions = Pick<OutboundHttpOptions, 'dnsTimeoutMs' | 'dnsConcurrency' | 'dnsServers'>;

/** RFC 6761 section 6.3: these names are the loopback addresses without asking anybody. */
const LOOPBACK = ['127.0.0.1', '::1'];

/** Finds the addresses of names: hosts file, then DNS, with a budget for each lookup and a cap on lookups. */
export class NameResolver {
  private readonly underWay = new Map<string, Promise<Resolution>>();
  private readonly slots: Slots;

  constructor(
    private readonly options: ResolverOptions,
    private readonly hostsFile = new HostsFile(),
  ) {
    this.slots = new Slots(options.dnsConcurrency);
  }

  /** Requests that ask for the same name at the same time share one lookup; nothing is kept afterwards. */
  resolve(hostname: string): Promise<Resolution> {
    const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
    const shared = this.underWay.get(name);
    if (shared !== undefined) {
      return shared;
    }
    const lookup = this.lookUp(name).finally(() => this.underWay.delete(name));
    this.underWay.set(name, lookup);
    return lookup;
  }

  private async lookUp(name: string): Promise<Resolution> {
    const known = await this.hostsFile.find(name);
    if (known.length > 0) {
      return { kind: 'resolved', addresses: known };
    }
    if (name === 'localhost' || name.endsWith('.localhost')) {
      return { kind: 'resolved', addresses: LOOPBACK };
    }
    const { dnsTimeoutMs, dnsServers } = this.options;
    if (!(await this.slots.take(dnsTimeoutMs))) {
      return { kind: 'unavailable' };
    }
    try {
      return await queryAddresses(name, { timeoutMs: dnsTimeoutMs, servers: dnsServers });
    } finally {
      this.slots.give();
    }
  }
}
