import { createServer } from 'node:net';
import { parseAddressRanges } from '../../../src/core/net';
import { type OutboundHttp, type OutboundHttpOptions } from '../../../src/platform/outbound-http';
import { DnsServer, type Zone } from './dns-server';
import { createOutboundHttp, post, summary } from './fixtures';
import { httpResponse, RawServer } from './raw-server';

const ZONE: Zone = {
  'good.test': ['127.0.0.1'],
  'both-families.test': ['127.0.0.1', '::1'],
  'public.test': ['8.8.8.8', '2606:4700:4700::1111'],
  'private.test': ['10.0.0.1'],
  'mixed.test': ['127.0.0.1', '10.0.0.1'],
  'mixed-families.test': ['127.0.0.1', 'fe80::1'],
  'mapped.test': ['::ffff:10.0.0.1'],
  'metadata.test': ['169.254.169.254'],
  'no-addresses.test': [],
  'silent.test': 'silent',
  'failing.test': 'failing',
  'half-silent.test': 'silent on AAAA',
};

describe('OutboundHttp: where it connects', () => {
  let dns: DnsServer;
  let server: RawServer;
  let http: OutboundHttp;

  const create = (options: Partial<OutboundHttpOptions> = {}) =>
    (http = createOutboundHttp({ dnsServers: [dns.address], ...options }));
  const urlOf = (host: string) => `http://${host}:${server.port}/`;

  beforeEach(async () => {
    dns = await DnsServer.start(ZONE);
    server = await RawServer.start((socket) => socket.write(httpResponse('200 OK')));
  });

  afterEach(async () => {
    await http.close();
    await server.stop();
    await dns.stop();
  });

  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:0:127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '0.0.0.0',
    '0',
    '[::]',
    'localhost',
    'a.localhost',
    'good.test',
  ])('refuses %s when nothing is exempt, and opens no connection', async (host) => {
    create({ allow: [] });
    expect(summary(await post(http, urlOf(host)))).toBe('ADDRESS_BLOCKED');
    expect(server.connections).toBe(0);
  });

  it.each([
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '[::ffff:127.0.0.1]',
    'localhost',
    'good.test',
    'GOOD.test.',
    'both-families.test',
  ])('connects to %s when loopback is exempt', async (host) => {
    create();
    expect(summary(await post(http, urlOf(host)))).toBe(200);
  });

  it.each(['private.test', 'mixed.test', 'mixed-families.test', 'mapped.test', 'metadata.test'])(
    'refuses %s because one of its addresses is denied',
    async (host) => {
      create();
      expect(summary(await post(http, urlOf(host)))).toBe('ADDRESS_BLOCKED');
      expect(server.connections).toBe(0);
    },
  );

  it('says the same of every denied address, whatever listens there, and names none', async () => {
    create({ allow: [] });
    const closed = createServer().listen(0, '127.0.0.1');
    const hosts = [
      urlOf('127.0.0.1'),
      urlOf('good.test'),
      'http://127.0.0.1:1/',
      'http://10.255.255.1/',
      urlOf('metadata.test'),
    ];
    const outcomes = await Promise.all(hosts.map((url) => post(http, url)));
    closed.close();
    const errors = outcomes.map((outcome) => JSON.stringify(outcome.kind === 'error' && outcome.error));
    expect(new Set(errors).size).toBe(1);
    expect(errors[0]).not.toMatch(/\d/);
  });

  it('judges again at every connection: a name that moves inside is refused', async () => {
    const zone: Zone = { 'moving.test': ['127.0.0.1'] };
    const moving = await DnsServer.start(zone);
    create({ dnsServers: [moving.address], allow: parseAddressRanges('127.0.0.1/32') });
    await server.stop();
    server = await RawServer.start((socket) => socket.end(httpResponse('200 OK', '', 'connection: close')));
    expect(summary(await post(http, urlOf('moving.test')))).toBe(200);
    zone['moving.test'] = ['127.0.0.2'];
    expect(summary(await post(http, urlOf('moving.test')))).toBe('ADDRESS_BLOCKED');
    await moving.stop();
  });

  it.each(['missing.test', 'no-addresses.test', 'failing.test'])(
    'reports that %s does not resolve',
    async (host) => {
      create();
      expect(summary(await post(http, urlOf(host)))).toBe('DNS_FAILED');
    },
  );

  it('gives up on silent name servers after its own budget', async () => {
    create({ dnsTimeoutMs: 200 });
    const outcome = await post(http, urlOf('silent.test'));
    expect(summary(outcome)).toBe('DNS_FAILED');
    expect(outcome.durationMs).toBeGreaterThanOrEqual(199);
    // The request itself has five seconds.
    expect(outcome.durationMs).toBeLessThan(4500);
  });

  it('counts the lookup into the time limit', async () => {
    create({ dnsTimeoutMs: 5000 });
    const outcome = await post(http, urlOf('silent.test'), { timeoutMs: 100 });
    expect(summary(outcome)).toBe('TIMEOUT');
    expect(outcome.durationMs).toBeLessThan(4500);
  });

  it('connects to the family that answered when the other stays silent', async () => {
    create({ dnsTimeoutMs: 4900 });
    const outcome = await post(http, urlOf('half-silent.test'));
    expect(summary(outcome)).toBe(200);
    expect(outcome.durationMs).toBeLessThan(4500);
  });

  it('answers fast names while many slow ones are being looked up', async () => {
    create({ dnsTimeoutMs: 4900 });
    const slow = Array.from({ length: 20 }, (_, n) => post(http, `http://silent.test:${n + 1}/`));
    const outcome = await post(http, urlOf('good.test'));
    expect(summary(outcome)).toBe(200);
    expect(outcome.durationMs).toBeLessThan(4500);
    await http.close();
    expect(new Set((await Promise.all(slow)).map(summary))).toEqual(new Set(['aborted']));
  });

  it('leaves nobody waiting for ever behind the cap on lookups', async () => {
    const silent = await DnsServer.start(() => 'silent');
    create({ dnsConcurrency: 1, dnsTimeoutMs: 300, dnsServers: [silent.address] });
    const outcomes = await Promise.all(['a.test', 'b.test', 'c.test'].map((host) => post(http, urlOf(host))));
    expect(outcomes.map(summary)).toEqual(['DNS_FAILED', 'DNS_FAILED', 'DNS_FAILED']);
    expect(Math.max(...outcomes.map((outcome) => outcome.durationMs))).toBeLessThan(4500);
    await silent.stop();
  });

  it('shares one lookup among requests for the same name', async () => {
    create();
    await Promise.all(Array.from({ length: 10 }, () => post(http, urlOf('good.test'))));
    expect(dns.questions).toEqual(['good.test', 'good.test']);
  });

  it('ignores the proxies of the environment', async () => {
    const proxy = await RawServer.start((socket) => socket.write(httpResponse('502 Proxy')));
    const names = ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY'];
    names.forEach((name) => (process.env[name] = `http://127.0.0.1:${proxy.port}`));
    create();
    expect(summary(await post(http, urlOf('good.test')))).toBe(200);
    expect(proxy.connections).toBe(0);
    names.forEach((name) => delete process.env[name]);
    await proxy.stop();
  });

  describe('checkHost', () => {
    it.each([
      ['good.test', 'allowed'],
      ['public.test', 'allowed'],
      ['127.0.0.1', 'allowed'],
      ['[::1]', 'allowed'],
      ['::1', 'allowed'],
      ['localhost', 'allowed'],
      ['mixed.test', 'denied'],
      ['10.0.0.1', 'denied'],
      ['[fe80::1]', 'denied'],
      ['missing.test', 'unresolvable'],
      ['failing.test', 'unresolvable'],
    ])('says of %s: %s', async (hostname, kind) => {
      create();
      expect(await http.checkHost(hostname, 2000)).toEqual({ kind });
    });

    it('answers within its limit', async () => {
      create({ dnsTimeoutMs: 5000 });
      const startedAt = performance.now();
      expect(await http.checkHost('silent.test', 100)).toEqual({ kind: 'unresolvable' });
      expect(performance.now() - startedAt).toBeLessThan(4500);
    });
  });
});
