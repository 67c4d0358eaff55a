import { type IncomingMessage, type ServerResponse } from 'node:http';
import { readBody } from './read-body';
import { BODY_LIMIT_BYTES, serve } from './serve';
import { isVerified, type SignedRequest, type Verification, verifyDelivery } from './verify-delivery';

export const RECEIVER_PATH = '/webhooks/synaptis';

/** A status code, or ending the connection without a word. */
export type Answer = number | 'hang-up';

export interface ReceivedDelivery extends SignedRequest {
  receivedAt: Date;
  verification: Verification;
  answer: Answer;
}

export interface ReceiverOptions {
  /** 0 takes a free one. */
  port: number;
  /** Asked for at every delivery: a secret may become known after the receiver's address. */
  secret: () => string;
  /** What a verified delivery is answered with, 200 unless told. Others get 401. */
  answer?: () => Answer;
  /** Body of the answer to a verified delivery; a plain sentence unless told. */
  answerText?: string;
  onDelivery: (delivery: ReceivedDelivery) => void;
}

export interface Receiver {
  url: string;
  close(): Promise<void>;
}

/**
 * Starts a receiver on the loopback address.
 * @throws the error of `listen`, such as EADDRINUSE
 */
export async function startReceiver(options: ReceiverOptions): Promise<Receiver> {
  const served = await serve(options.port, (request, response) => receive(request, response, options));
  return { url: served.origin + RECEIVER_PATH, close: () => served.close() };
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  options: ReceiverOptions,
): Promise<void> {
  if (request.url?.split('?')[0] !== RECEIVER_PATH) {
    return say(response, 404, `Deliveries go to ${RECEIVER_PATH}.`);
  }
  if (request.method !== 'POST')
    return say(response.setHeader('allow', 'POST'), 405, 'Deliveries are POSTs.');
  const body = await readBody(request, BODY_LIMIT_BYTES);
  if (body === null) {
    return say(response.setHeader('connection', 'close'), 413, 'The body is larger than any delivery.');
  }
  const { headers } = request;
  const verification = verifyDelivery({ headers, body }, options.secret());
  const answer = isVerified(verification) ? (options.answer?.() ?? 200) : 401;
  options.onDelivery({ headers, body, receivedAt: new Date(), verification, answer });
  if (answer === 'hang-up') request.socket.destroy();
  else
    say(
      response,
      answer,
      answer === 401 ? 'The signature is not right.' : (options.answerText ?? 'Received.'),
    );
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
