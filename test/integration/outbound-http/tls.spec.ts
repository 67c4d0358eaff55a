import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TLSSocket } from 'node:tls';
import { type OutboundHttp } from '../../../src/platform/outbound-http';
import { DnsServer } from './dns-server';
import { createOutboundHttp, post, summary, until } from './fixtures';
import { RawServer } from './raw-server';

/** A self-signed certificate for `good.test` and 127.0.0.1. */
function makeCertificate(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'outbound-http-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const names = 'subjectAltName=DNS:good.test,IP:127.0.0.1';
    const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key];
    const subject = ['-subj', '/CN=good.test', '-addext', names, '-days', '2'];
    execFileSync('openssl', ['req', '-x509', ...newKey, ...subject, '-out', cert], { stdio: 'pipe' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('OutboundHttp: TLS', () => {
  const certificate = makeCertificate();
  const serverNames: (string | false)[] = [];
  const protocols: (string | false | null)[] = [];
  let server: Server;
  let dns: DnsServer;
  let http: OutboundHttp;

  const urlOf = (host: string) => `https://${host}:${(server.address() as AddressInfo).port}/`;
  const create = (tlsAuthorities?: string) =>
    (http = createOutboundHttp({ dnsServers: [dns.address], tlsAuthorities }));

  beforeAll(async () => {
    dns = await DnsServer.start(() => ['127.0.0.1']);
    server = createServer({ ...certificate, ALPNProtocols: ['h2', 'http/1.1'] }, (request, response) => {
      const socket = request.socket as TLSSocket & { servername: string | false };
      serverNames.push(socket.servername);
      protocols.push(socket.alpnProtocol);
      request.resume().on('end', () => response.end('ok'));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(() => http.close());

  afterAll(async () => {
    server.close();
    server.closeAllConnections();
    await dns.stop();
  });

  it('delivers over HTTP/1.1 to a server whose certificate is for the name, twice on one connection', async () => {
    create(certificate.cert);
    let connections = 0;
    server.on('secureConnection', () => connections++);
    expect(summary(await post(http, urlOf('good.test')))).toBe(200);
    expect(summary(await post(http, urlOf('good.test')))).toBe(200);
    expect([serverNames.at(-1), protocols.at(-1), connections]).toEqual(['good.test', 'http/1.1', 1]);
  });

  it('checks the name without the dot that ends it', async () => {
    create(certificate.cert);
    expect(summary(await post(http, urlOf('good.test.')))).toBe(200);
    expect(serverNames.at(-1)).toBe('good.test');
  });

  it('accepts a certificate for an address', async () => {
    create(certificate.cert);
    expect(summary(await post(http, urlOf('127.0.0.1')))).toBe(200);
  });

  it('refuses a certificate for another name, every time it is shown', async () => {
    create(certificate.cert);
    for (let n = 0; n < 3; n++) {
      expect(await post(http, urlOf('other.test'))).toMatchObject({
        error: { code: 'TLS_FAILED', message: expect.stringContaining('another host name') },
      });
    }
  });

  it('refuses a self-signed certificate, whatever the environment says', async () => {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    create();
    const outcome = await post(http, urlOf('good.test'));
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    expect(outcome).toMatchObject({
      error: { code: 'TLS_FAILED', message: expect.stringContaining('self-signed') },
    });
  });

  it('reports a server that does not speak TLS', async () => {
    create();
    const plain = await RawServer.start(() => {});
    plain.onBytes = (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    expect(summary(await post(http, `https://127.0.0.1:${plain.port}/`))).toBe('TLS_FAILED');
    await plain.stop();
  });

  it('bounds a handshake that never ends, and hangs up', async () => {
    create();
    const silent = await RawServer.start(() => {});
    const outcome = await post(http, `https://127.0.0.1:${silent.port}/`, { timeoutMs: 200 });
    expect(summary(outcome)).toBe('TIMEOUT');
    await until(() => silent.sockets.size === 0);
    await silent.stop();
  });
});
