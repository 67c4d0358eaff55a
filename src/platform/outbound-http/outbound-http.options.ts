import { type AddressRange } from '../../core/net';

/** Provider token of the options `OutboundHttp` is made with. */
export const OUTBOUND_HTTP_OPTIONS = Symbol('OUTBOUND_HTTP_OPTIONS');

export interface OutboundHttpOptions {
  /** Ranges exempt from the block list (`EGRESS_ALLOW`). */
  allow: readonly AddressRange[];
  /** Origins that may keep idle connections; the least recently used one gives way. */
  maxOrigins: number;
  /**
   * Open connections to one origin. More requests than that wait inside their own time limit, so this must not be
   * lower than the number of requests the caller has under way for one origin.
   */
  connectionsPerOrigin: number;
  /** How long an idle connection stays open where the server gives no hint; 30 s at most. */
  keepAliveTimeoutMs: number;
  /** Budget of one name lookup, all tries and both address families together. */
  dnsTimeoutMs: number;
  /** Lookups under way at the same time. */
  dnsConcurrency: number;
  /** Name servers as `address` or `address:port`; the system's own by default. */
  dnsServers?: string[];
  /** Certificate authorities (PEM) to trust instead of the usual ones. */
  tlsAuthorities?: string;
}
