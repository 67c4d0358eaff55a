import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

export type OnRequest = (socket: Socket, requestNumber: number) => void;

/**
 * A server that speaks raw bytes, for everything an HTTP library would not let us do. `onRequest` is called when
 * the last byte of a request has arrived, with the request's number on its connection, from 1.
 */
export class RawServer {
  /** Every request as it came in. */
  readonly requests: string[] = [];
  readonly sockets = new Set<Socket>();
  connections = 0;
  /** Called for every piece that arrives, whether or not it is part of a request. */
  onBytes: (socket: Socket) => void = () => {};
  mostOpen = 0;

  private constructor(private readonly server: Server) {}

  static async start(onRequest: OnRequest): Promise<RawServer> {
    const server = createServer();
    const raw = new RawServer(server);
    server.on('connection', (socket) => raw.accept(socket, onRequest));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return raw;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook?a=b`;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.sockets.forEach((socket) => socket.destroy());
    await closed;
  }

  private accept(socket: Socket, onRequest: OnRequest): void {
    this.connections++;
    this.sockets.add(socket);
    this.mostOpen = Math.max(this.mostOpen, this.sockets.size);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let pending = '';
    let onThisConnection = 0;
    socket.on('data', (data) => {
      this.onBytes(socket);
      pending += data.toString('latin1');
      const length = requestLength(pending);
      if (length !== null) {
        this.requests.push(pending.slice(0, length));
        pending = pending.slice(length);
        onRequest(socket, ++onThisConnection);
      }
    });
  }
}

function requestLength(text: string): number | null {
  const headEnd = text.indexOf('\r\n\r\n');
  const bodyLength = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
  return headEnd !== -1 && text.length >= headEnd + 4 + bodyLength ? headEnd + 4 + bodyLength : null;
}

/** A whole response with the right content-length. */
export function httpResponse(status: string, body = '', ...headers: string[]): string {
  return [`HTTP/1.1 ${status}`, `content-length: ${Buffer.byteLength(body)}`, ...headers, '', body].join(
    '\r\n',
  );
}

/** Writes `head` once and `piece` again and again until the peer is gone. */
export function drip(socket: Socket, piece: string, everyMs: number, head = ''): void {
  socket.write(head);
  const timer = setInterval(() => socket.write(piece), everyMs);
  socket.on('close', () => clearInterval(timer));
}
