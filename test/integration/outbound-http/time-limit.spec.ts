import { type OutboundHttp } from '../../../src/platform/outbound-http';
import { createOutboundHttp, post, summary, until } from './fixtures';
import { drip, httpResponse, type OnRequest, RawServer } from './raw-server';

const LIMIT_MS = 300;

/** Room for a busy machine; each of the servers below would otherwise go on for ever. */
const SLACK_MS = 5000;

describe('OutboundHttp: one limit for everything', () => {
  let http: OutboundHttp;
  let server: RawServer;

  const serve = async (onRequest: OnRequest): Promise<string> => {
    server = await RawServer.start(onRequest);
    return server.url;
  };

  beforeEach(() => {
    http = createOutboundHttp({ connectionsPerOrigin: 1 });
  });

  afterEach(async () => {
    await http.close();
    await server.stop();
  });

  it.each<[string, OnRequest]>([
    ['silence', () => {}],
    ['a head that never ends', (socket) => drip(socket, 'x-a: b\r\n', 50, 'HTTP/1.1 200 OK\r\n')],
    [
      'a body that drips',
      (socket) => drip(socket, 'x', 20, 'HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n'),
    ],
    ['a trickle of 1xx', (socket) => drip(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n', 100)],
    [
      'chunks that never end',
      (socket) => drip(socket, '1\r\nx\r\n', 20, 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n'),
    ],
  ])('ends %s and hangs up', async (_, onRequest) => {
    const url = await serve(onRequest);
    const outcome = await post(http, url, { timeoutMs: LIMIT_MS });
    expect(summary(outcome)).toBe('TIMEOUT');
    expect(outcome.durationMs).toBeGreaterThanOrEqual(LIMIT_MS - 1);
    expect(outcome.durationMs).toBeLessThan(LIMIT_MS + SLACK_MS);
    await until(() => server.sockets.size === 0);
    expect(server.requests).toHaveLength(1);
  });

  it('counts waiting for a connection, and serves whoever waits next', async () => {
    const url = await serve((socket) => {
      if (server.requests.length > 1) {
        socket.write(httpResponse('200 OK'));
      }
    });
    const outcomes = [LIMIT_MS, LIMIT_MS / 2, 5000].map((timeoutMs) => post(http, url, { timeoutMs }));
    expect((await Promise.all(outcomes)).map(summary)).toEqual(['TIMEOUT', 'TIMEOUT', 200]);
    expect(server.requests).toHaveLength(2);
  });

  it('ends at once with `aborted` when the caller aborts', async () => {
    const url = await serve(() => caller.abort());
    const caller = new AbortController();
    expect(summary(await post(http, url, { signal: caller.signal }))).toBe('aborted');
    await until(() => server.sockets.size === 0);
  });

  it('does not start for a signal that is already aborted', async () => {
    const url = await serve(() => {});
    expect(summary(await post(http, url, { signal: AbortSignal.abort() }))).toBe('aborted');
    expect(server.connections).toBe(0);
  });

  it('ends everything on close, those that wait included, and starts nothing afterwards', async () => {
    const url = await serve(() => {});
    const outcomes = [post(http, url), post(http, url), post(http, url)];
    await until(() => server.requests.length === 1);
    await http.close();
    expect((await Promise.all(outcomes)).map(summary)).toEqual(['aborted', 'aborted', 'aborted']);
    expect(summary(await post(http, url))).toBe('aborted');
    await until(() => server.sockets.size === 0);
    expect(server.connections).toBe(1);
    expect(http.openOrigins).toBe(0);
  });
});
