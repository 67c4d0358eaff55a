import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

const HOST = '127.0.0.1';

/** The platform accepts events of up to 1 MiB; this leaves room for the envelope. */
export const BODY_LIMIT_BYTES = 2 * 1024 * 1024;

export interface Served {
  /** Such as `http://127.0.0.1:4000`. */
  origin: string;
  close(): Promise<void>;
}

/**
 * Starts a server on the loopback address.
 *
 * @param port 0 takes a free one
 * @throws the error of `listen`, such as EADDRINUSE
 */
export async function serve(
  port: number,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Served> {
  const server = createServer((request, response) => {
    // What fails here is a sender that went away in the middle of its request.
    handle(request, response).catch(() => response.destroy());
  });
  server.listen(port, HOST);
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return { origin: `http://${HOST}:${address.port}`, close: () => close(server) };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
