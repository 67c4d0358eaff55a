import { gzipSync } from 'node:zlib';
import { type OutboundHttp } from '../../../src/platform/outbound-http';
import { createOutboundHttp, post, summary } from './fixtures';
import { drip, httpResponse, type OnRequest, RawServer } from './raw-server';

describe('OutboundHttp: what comes back', () => {
  let http: OutboundHttp;
  let server: RawServer;

  const serve = async (onRequest: OnRequest): Promise<string> => {
    server = await RawServer.start(onRequest);
    return server.url;
  };

  beforeEach(() => {
    http = createOutboundHttp();
  });

  afterEach(async () => {
    await http.close();
    await server.stop();
  });

  it('sends exactly the request that was asked for and returns the whole answer', async () => {
    const url = await serve((socket) =>
      socket.write(httpResponse('201 Created', 'grün', 'X-A: 1', 'x-a: 2')),
    );
    const body = '{"name":"Zoë"}';
    const outcome = await post(http, url, {
      body,
      headers: { 'content-type': 'application/json', 'X-Key': 'é' },
    });
    expect(outcome).toEqual({
      kind: 'response',
      statusCode: 201,
      headers: { 'content-length': '5', 'x-a': '1, 2' },
      body: Buffer.from('grün'),
      bodyTruncated: false,
      bodySize: 5,
      durationMs: expect.any(Number),
    });
    const [head, sentBody] = server.requests[0]?.split('\r\n\r\n') ?? [];
    expect(Buffer.from(sentBody ?? '', 'latin1').toString()).toBe(body);
    expect(head?.split('\r\n').toSorted()).toEqual(
      [
        'POST /hook?a=b HTTP/1.1',
        `host: 127.0.0.1:${server.port}`,
        'connection: keep-alive',
        'accept-encoding: identity',
        'content-type: application/json',
        'X-Key: é',
        `content-length: ${Buffer.byteLength(body)}`,
      ].toSorted(),
    );
  });

  it.each(['POST', 'PUT', 'PATCH'] as const)('sends a %s with its body', async (method) => {
    const url = await serve((socket) => socket.write(httpResponse('200 OK')));
    expect(summary(await post(http, url, { method, body: 'a=b' }))).toBe(200);
    const [request] = server.requests;
    expect(request).toMatch(new RegExp(`^${method} /hook\\?a=b HTTP/1\\.1\r\n`));
    expect(request).toMatch(/content-length: 3\r\n/);
    expect(request).toMatch(/\r\n\r\na=b$/);
  });

  it.each(['301 Moved', '302 Found', '307 Temporary Redirect', '308 Permanent Redirect'])(
    'does not follow %s',
    async (status) => {
      const url = await serve((socket) =>
        socket.write(httpResponse(status, '', `location: ${server.url}/next`)),
      );
      expect(summary(await post(http, url))).toBe(Number(status.slice(0, 3)));
      expect(server.requests).toHaveLength(1);
    },
  );

  it.each([204, 400, 410, 429, 500, 503])('returns the status %i as an answer', async (status) => {
    const head = status === 204 ? 'HTTP/1.1 204 No Content\r\n\r\n' : httpResponse(`${status} X`, 'no');
    const url = await serve((socket) => socket.write(head));
    expect(summary(await post(http, url))).toBe(status);
  });

  it('cuts a large body, keeps the status and hangs up', async () => {
    const body = 'x'.repeat(5_000_000);
    const url = await serve((socket) => socket.write(httpResponse('200 OK', body)));
    const outcome = await post(http, url);
    expect(outcome).toMatchObject({ statusCode: 200, bodyTruncated: true, bodySize: 5_000_000 });
    expect(outcome.kind === 'response' && outcome.body.length).toBe(16_384);
    await expectHangUp();
  });

  it('cuts an endless body of unknown size', async () => {
    const url = await serve((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
      drip(socket, `1000\r\n${'x'.repeat(4096)}\r\n`, 1);
    });
    expect(await post(http, url)).toMatchObject({ statusCode: 200, bodyTruncated: true, bodySize: null });
    await expectHangUp();
  });

  it('does not wait for the rest of a body that stalls at the limit', async () => {
    const head = 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n';
    const url = await serve((socket) => socket.write(`${head}0123456789`));
    const outcome = await post(http, url, { maxResponseBytes: 10 });
    expect(outcome).toMatchObject({ statusCode: 200, bodyTruncated: true, bodySize: 100 });
  });

  it('keeps a body that just fits whole, and its connection', async () => {
    const url = await serve((socket) => socket.write(httpResponse('200 OK', 'x'.repeat(16_384))));
    expect(await post(http, url)).toMatchObject({ bodyTruncated: false, bodySize: 16_384 });
    expect(await post(http, url)).toMatchObject({ bodyTruncated: false, bodySize: 16_384 });
    expect(server.connections).toBe(1);
  });

  it('never decodes a body', async () => {
    const packed = gzipSync('a'.repeat(1000));
    const url = await serve((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${packed.length}\r\n\r\n`);
      socket.write(packed);
    });
    expect(await post(http, url)).toMatchObject({ body: packed, headers: { 'content-encoding': 'gzip' } });
  });

  it('passes over informational responses', async () => {
    const url = await serve((socket) =>
      socket.write(`HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${httpResponse('200 OK', 'ok')}`),
    );
    expect(await post(http, url)).toMatchObject({ statusCode: 200, body: Buffer.from('ok') });
  });

  it.each([
    ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', 'INVALID_RESPONSE'],
    [
      'a smuggled length',
      'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
      'INVALID_RESPONSE',
    ],
    ['too large headers', `HTTP/1.1 200 OK\r\nx-large: ${'x'.repeat(20_000)}\r\n\r\n`, 'INVALID_RESPONSE'],
    ['a NUL in a header', 'HTTP/1.1 200 OK\r\nx-a: a\0b\r\ncontent-length: 0\r\n\r\n', 'INVALID_RESPONSE'],
    ['a flood of 1xx', 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1000), 'INVALID_RESPONSE'],
    [
      'an upgrade nobody asked for',
      'HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
      'CONNECTION_RESET',
    ],
  ])('answers %s with a code', async (_, bytes, code) => {
    const url = await serve((socket) => socket.write(bytes));
    expect(summary(await post(http, url))).toBe(code);
    await expectHangUp();
  });

  it.each([
    ['before any byte', ''],
    ['within the head', 'HTTP/1.1 200 OK\r\ncontent-'],
    ['within the body', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'],
  ])('reports a connection closed %s, having sent the request once', async (_, bytes) => {
    const url = await serve((socket) => socket.end(bytes));
    expect(summary(await post(http, url))).toBe('CONNECTION_RESET');
    expect(server.requests).toHaveLength(1);
  });

  it('reports a reset connection, having sent the request once', async () => {
    const url = await serve((socket) => socket.resetAndDestroy());
    expect(summary(await post(http, url))).toBe('CONNECTION_RESET');
    expect(server.requests).toHaveLength(1);
  });

  async function expectHangUp(): Promise<void> {
    const closed = [...server.sockets].map(
      (socket) => new Promise((resolve) => socket.once('close', resolve)),
    );
    await Promise.all(closed);
    expect(server.sockets.size).toBe(0);
  }
});
