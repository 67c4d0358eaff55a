import { parseAddressRanges } from '../../../src/core/net';
import {
  OutboundHttp,
  type OutboundHttpOptions,
  type OutboundOutcome,
  type OutboundRequest,
} from '../../../src/platform/outbound-http';

export const LOOPBACK = parseAddressRanges('127.0.0.0/8,::1/128');

/** A client that may reach loopback, with room to spare everywhere. */
export function createOutboundHttp(options: Partial<OutboundHttpOptions> = {}): OutboundHttp {
  return new OutboundHttp({
    allow: LOOPBACK,
    maxOrigins: 100,
    connectionsPerOrigin: 10,
    keepAliveTimeoutMs: 4000,
    dnsTimeoutMs: 1000,
    dnsConcurrency: 50,
    ...options,
  });
}

export function post(
  http: OutboundHttp,
  url: string,
  request: Partial<OutboundRequest> = {},
): Promise<OutboundOutcome> {
  return http.send({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    body: '{}',
    timeoutMs: 5000,
    ...request,
  });
}

/** What matters of an outcome in one line: a status, an error code, or `aborted`. */
export function summary(outcome: OutboundOutcome): string | number {
  switch (outcome.kind) {
    case 'response':
      return outcome.statusCode;
    case 'error':
      return outcome.error.code;
    case 'aborted':
      return 'aborted';
    default:
      return outcome satisfies never;
  }
}

/** Waits until a condition holds, and says so when it does not within `limitMs`. */
export async function until(condition: () => boolean, limitMs = 5000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > deadline) {
      throw new Error(`not within ${limitMs} ms: ${condition.toString()}`);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
