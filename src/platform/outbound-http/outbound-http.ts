import { createSecureContext } from 'node:tls';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { parseWebhookUrl } from '../../core/net';
import { AddressGuard } from './address-guard';
import { Exchange, type OutboundOutcome, type OutboundRequest } from './exchange';
import { NameResolver } from './name-resolver';
import { OriginPools } from './origin-pools';
import { OUTBOUND_HTTP_OPTIONS, type OutboundHttpOptions } from './outbound-http.options';

export type HostCheck = { kind: 'allowed' } | { kind: 'denied' } | { kind: 'unresolvable' };

/** `https://` is eight characters; a normalised URL has its first later slash where the path begins. */
const PATH_SEARCH_START = 8;

/**
 * The only place requests leave the platform from. Follows no redirect, decodes no body, obeys no proxy of the
 * environment, sends no request twice, and connects to no address that `judgeAddress` denies.
 */
@Injectable()
export class OutboundHttp implements OnApplicationShutdown {
  private readonly guard: AddressGuard;
  private readonly pools: OriginPools;
  private readonly underWay = new Set<Exchange>();
  private isClosed = false;

  constructor(@Inject(OUTBOUND_HTTP_OPTIONS) options: OutboundHttpOptions) {
    this.guard = new AddressGuard(new NameResolver(options), options.allow);
    const context = createSecureContext({ ca: options.tlsAuthorities });
    this.pools = new OriginPools({ ...options, guard: this.guard, context });
  }

  /** Origins with an open connection or one being opened. */
  get openOrigins(): number {
    return this.pools.size;
  }

  /**
   * Sends one request and reads the answer. Whatever the receiver does ends in a value, within `timeoutMs`.
   *
   * @returns `durationMs` in whole milliseconds, from before the name lookup; `aborted` when the caller's signal or
   * `close()` ended it, which says nothing about the receiver
   * @throws only for trouble of our own (file descriptors used up, headers that cannot be written): never charge it
   * to the receiver
   */
  async send(request: OutboundRequest): Promise<OutboundOutcome> {
    const target = parseWebhookUrl(request.url);
    if (target.kind === 'invalid') {
      const error = { code: 'INVALID_URL', message: `The URL ${target.detail}.` } as const;
      return { kind: 'error', error, durationMs: 0 };
    }
    if (this.isClosed || request.signal?.aborted) {
      return { kind: 'aborted', durationMs: 0 };
    }
    const pathStart = target.url.indexOf('/', PATH_SEARCH_START);
    const exchange = new Exchange(request, target.url.slice(pathStart));
    this.underWay.add(exchange);
    try {
      return await this.pools.send(target.url.slice(0, pathStart), exchange);
    } finally {
      this.underWay.delete(exchange);
    }
  }

  /**
   * Early feedback for a URL that is being registered; the decision is made anew at every connection.
   *
   * @param hostname as `parseWebhookUrl` gives it
   */
  async checkHost(hostname: string, timeoutMs: number): Promise<HostCheck> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<HostCheck>((resolve) => {
      timer = setTimeout(() => resolve({ kind: 'unresolvable' }), timeoutMs);
    });
    const check = this.guard.check(hostname).then(({ kind }) => ({ kind }));
    return Promise.race([check, timeout]).finally(() => clearTimeout(timer));
  }

  /** Ends requests under way as `aborted`, refuses new ones and closes all connections. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const exchange of this.underWay) {
      exchange.abort();
    }
    await this.pools.destroy();
  }

  /** Comes after the workers have ended their attempts, which they do before the shutdown. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}
