import { type SecureContext } from 'node:tls';
import { Client } from 'undici';
import { type AddressGuard } from './address-guard';
import { guardedConnector } from './guarded-connector';

export interface ConnectionOptions {
  guard: AddressGuard;
  context: SecureContext;
  keepAliveTimeoutMs: number;
}

/** A server's keep-alive hint may ask for ten minutes; nobody holds our sockets for longer than this. */
const KEEP_ALIVE_MAX_MS = 30_000;

const MAX_RESPONSE_HEADER_BYTES = 16_384;

/**
 * One connection to one origin, carrying one request at a time. undici never sends a POST, PUT or PATCH again that
 * it began to write: only requests still waiting in the client move to a new socket, and here none waits behind another.
 */
export class Connection {
  readonly client: Client;
  private readonly closing = new AbortController();

  constructor(origin: string, options: ConnectionOptions) {
    this.client = new Client(origin, {
      connect: guardedConnector(options, this.closing.signal),
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: Math.min(options.keepAliveTimeoutMs, KEEP_ALIVE_MAX_MS),
      keepAliveMaxTimeout: KEEP_ALIVE_MAX_MS,
      maxHeaderSize: MAX_RESPONSE_HEADER_BYTES,
      // Both restart with every piece received, so neither bounds anything; the exchange's own timer does.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /** Ends whatever the connection is doing, name lookup and handshakes included. */
  async destroy(): Promise<void> {
    this.closing.abort();
    await this.client.destroy();
  }
}
