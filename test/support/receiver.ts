import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { waitFor } from './wait-for';

export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  atMs: number;
}

/** How to answer the n-th request, counted from 1: a status, or anything that is done to the response. */
export type Answer = number | ((response: ServerResponse, received: Received) => void);

/** A real HTTP receiver on loopback that keeps what it got. */
export class Receiver {
  readonly received: Received[] = [];
  private answer: (count: number) => Answer = () => 200;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        const { method = '', url: path = '', headers } = request;
        receiver.take({ method, path, headers, body, atMs: Date.now() }, response);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/webhooks/synaptis`;
  }

  /** Answers requests in turn; the last answer is kept for all that follow. */
  answerWith(...answers: Answer[]): void {
    const from = this.received.length;
    this.answer = (count) => answers[Math.min(count - from, answers.length) - 1]!;
  }

  async waitForCount(count: number, limitMs?: number): Promise<Received[]> {
    await waitFor(`${count} requests (got ${this.received.length})`, () => this.received.length >= count, {
      limitMs,
    });
    return this.received;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private take(received: Received, response: ServerResponse): void {
    this.received.push(received);
    const answer = this.answer(this.received.length);
    if (typeof answer === 'number') response.writeHead(answer).end();
    else answer(response, received);
  }
}
