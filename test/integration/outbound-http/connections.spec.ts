import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { type OutboundHttp } from '../../../src/platform/outbound-http';
import { DnsServer } from './dns-server';
import { createOutboundHttp, post, summary, until } from './fixtures';
import { httpResponse, type OnRequest, RawServer } from './raw-server';

describe('OutboundHttp: connections', () => {
  let http: OutboundHttp;
  let server: RawServer;

  const serve = async (onRequest: OnRequest): Promise<string> => {
    server = await RawServer.start(onRequest);
    return server.url;
  };
  const ok: OnRequest = (socket) => socket.write(httpResponse('200 OK', 'ok'));

  beforeEach(() => {
    http = createOutboundHttp();
  });

  afterEach(async () => {
    await http.close();
    await server.stop();
  });

  it('uses a connection again', async () => {
    const url = await serve(ok);
    for (let n = 0; n < 5; n++) {
      expect(summary(await post(http, url))).toBe(200);
    }
    expect(server.connections).toBe(1);
  });

  it('never opens more connections to an origin than allowed, and serves everybody', async () => {
    http = createOutboundHttp({ connectionsPerOrigin: 3 });
    const url = await serve((socket) => setImmediate(() => socket.write(httpResponse('200 OK'))));
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => post(http, url)));
    expect(new Set(outcomes.map(summary))).toEqual(new Set([200]));
    expect([server.mostOpen, server.requests.length]).toEqual([3, 50]);
  });

  it('opens a new connection after `connection: close`', async () => {
    const url = await serve((socket) => socket.end(httpResponse('200 OK', '', 'connection: close')));
    expect([summary(await post(http, url)), summary(await post(http, url))]).toEqual([200, 200]);
    expect(server.connections).toBe(2);
  });

  it('notices that the server closed an idle connection', async () => {
    const url = await serve(ok);
    await post(http, url);
    server.sockets.forEach((socket) => socket.end());
    await until(() => http.openOrigins === 0);
    expect(summary(await post(http, url))).toBe(200);
    expect(server.connections).toBe(2);
  });

  it.each(['POST', 'PUT', 'PATCH'] as const)(
    'never sends a %s again that a stale connection has swallowed',
    async (method) => {
      const url = await serve((socket, requestNumber) => {
        if (requestNumber === 1) {
          socket.write(httpResponse('200 OK'));
        } else {
          socket.destroy();
        }
      });
      expect(summary(await post(http, url))).toBe(200);
      expect(summary(await post(http, url, { method, body: '{"second":true}' }))).toBe('CONNECTION_RESET');
      expect(server.requests.filter((request) => request.includes('second'))).toHaveLength(1);
      expect(summary(await post(http, url))).toBe(200);
    },
  );

  it('does not take a response that came before its request for an answer', async () => {
    const url = await serve((socket, requestNumber) => {
      socket.write(httpResponse('200 OK', `answer ${requestNumber}`));
      socket.write(httpResponse('200 OK', 'smuggled'));
    });
    expect(await post(http, url)).toMatchObject({ body: Buffer.from('answer 1') });
    const second = await post(http, url);
    expect(second.kind === 'response' ? second.body.toString() : '').not.toBe('smuggled');
  });

  it('closes idle connections after its own limit where the server gives none, and forgets the origin', async () => {
    http = createOutboundHttp({ keepAliveTimeoutMs: 50 });
    const url = await serve(ok);
    await post(http, url);
    expect(http.openOrigins).toBe(1);
    await until(() => server.sockets.size === 0 && http.openOrigins === 0);
  });

  it('reports a refused connection', async () => {
    await serve(ok);
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    closed.close();
    expect(summary(await post(http, `http://127.0.0.1:${port}/`))).toBe('CONNECTION_REFUSED');
    expect(http.openOrigins).toBe(0);
  });

  it('reports an unusable URL without sending anything', async () => {
    await serve(ok);
    expect(await post(http, 'https://user@x')).toMatchObject({
      kind: 'error',
      error: { code: 'INVALID_URL' },
    });
  });

  it('rejects a request that cannot be written, which is no fault of the receiver', async () => {
    const url = await serve(ok);
    await expect(post(http, url, { headers: { 'x-a': 'a\r\nb: c' } })).rejects.toThrow('invalid x-a header');
    expect(server.requests).toHaveLength(0);
    expect(summary(await post(http, url))).toBe(200);
  });

  it('keeps the number of origins bounded over 10,000 of them', async () => {
    const dns = await DnsServer.start(() => ['127.0.0.1']);
    const maxOrigins = 100;
    const workers = 20;
    http = createOutboundHttp({
      maxOrigins,
      dnsServers: [dns.address],
      dnsTimeoutMs: 5000,
      dnsConcurrency: workers,
    });
    await serve(ok);
    let next = 0;
    let mostOrigins = 0;
    const work = async () => {
      while (next < 10_000) {
        const outcome = await post(http, `http://h${next++}.test:${server.port}/`, { timeoutMs: 60_000 });
        expect(summary(outcome)).toBe(200);
        mostOrigins = Math.max(mostOrigins, http.openOrigins);
      }
    };
    await Promise.all(Array.from({ length: workers }, work));
    expect(mostOrigins).toBe(maxOrigins);
    expect(server.connections).toBe(10_000);
    // An evicted connection closes while its successor opens.
    expect(server.mostOpen).toBeLessThan(3 * maxOrigins);
    await dns.stop();
  }, 300_000);
});
