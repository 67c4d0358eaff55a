import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { readBody } from './read-body';
import { isVerified, type SignedRequest, type Verification, verifyDelivery } from './verify-delivery';

export const RECEIVER_HOST = '127.0.0.1';
export const RECEIVER_PATH = '/webhooks/synaptis';

/** The platform accepts events of up to 1 MiB; this leaves room for the envelope. */
const BODY_LIMIT_BYTES = 2 * 1024 * 1024;

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
  const server = createServer((request, response) => {
    // What fails here is a sender that went away in the middle of its request.
    receive(request, response, options).catch(() => response.destroy());
  });
  server.listen(options.port, RECEIVER_HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://${RECEIVER_HOST}:${port}${RECEIVER_PATH}`, close: () => close(server) };
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

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
