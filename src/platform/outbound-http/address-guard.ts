import { type AddressRange, judgeAddress, literalAddressOf } from '../../core/net';
import { type NameResolver } from './name-resolver';

export type GuardedHost =
  | { kind: 'allowed'; addresses: string[] }
  | { kind: 'denied'; reason: string }
  /** `isFinal`: the name does not exist, as opposed to nobody answering. */
  | { kind: 'unresolvable'; isFinal: boolean };

/** Turns a host into the addresses that may be dialled: all of them, or none when any one is denied. */
export class AddressGuard {
  constructor(
    private readonly resolver: NameResolver,
    private readonly allow: readonly AddressRange[],
  ) {}

  /** @param hostname as the WHATWG parser writes it; brackets around IPv6 may be missing */
  async check(hostname: string): Promise<GuardedHost> {
    const literal = literalAddressOf(hostname) ?? (hostname.includes(':') ? hostname : null);
    if (literal !== null) {
      return this.judge([literal]);
    }
    const resolution = await this.resolver.resolve(hostname);
    switch (resolution.kind) {
      case 'resolved':
        return this.judge(resolution.addresses);
      case 'notFound':
        return { kind: 'unresolvable', isFinal: true };
      case 'unavailable':
        return { kind: 'unresolvable', isFinal: false };
      default:
        return resolution satisfies never;
    }
  }

  private judge(addresses: string[]): GuardedHost {
    for (const address of addresses) {
      const verdict = judgeAddress(address, this.allow);
      if (verdict.kind === 'denied') {
        return verdict;
      }
    }
    return { kind: 'allowed', addresses };
  }
}
