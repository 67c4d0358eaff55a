import { type IncomingHttpHeaders } from 'node:http';

/** A request as it came in over the wire. */
export interface ReceivedRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What a receiver was told by the platform when its webhook was registered. */
export interface Keys {
  secret: string;
  /** Where the public keys stand, for the webhook that has them. */
  jwksUrl: string;
}

/** What a receiver makes out of a request; the same words for all of them, so that they can be compared. */
export type Facts = Readonly<Record<string, string | number>>;

/**
 * Reads a request the way its destination does, signature included where the destination knows one.
 *
 * @throws Error saying what it does not accept
 */
export type Reader = (request: ReceivedRequest, keys: Keys) => Facts | Promise<Facts>;

export type Reading = { kind: 'read'; facts: Facts } | { kind: 'refused'; problem: string };

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

/** A request at a receiver, and what came of it there. */
export interface Visit {
  request: ReceivedRequest;
  reading: Reading;
  answer: Answer;
}

/** A header's value; empty where there is none, or several. */
export function headerOf({ headers }: Pick<ReceivedRequest, 'headers'>, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}
