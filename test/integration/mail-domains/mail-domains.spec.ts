import { type Clock } from '../../../src/platform/clock';
import { MailDomains, type MailDomainsOptions } from '../../../src/platform/mail-domains/mail-domains';
import { DnsServer, type Zone } from '../outbound-http/dns-server';

const ZONE: Zone = {
  'mail.example': { mx: ['mx1.mail.example', 'mx2.mail.example'] },
  'null.example': { mx: [''], addresses: ['192.0.2.1'] },
  'muddled.example': { mx: ['', 'mx.muddled.example'] },
  'v4.example': { mx: [], addresses: ['192.0.2.1'] },
  'v6.example': { mx: [], addresses: ['2001:db8::1'] },
  'empty.example': { mx: [] },
  'failing.example': 'failing',
  'silent.example': 'silent',
  'half-failing.example': { mx: [], addresses: 'failing' },
  'half-silent.example': { mx: [], addresses: 'silent' },
  'xn--bcher-kva.example': { mx: ['mx.mail.example'] },
};

const MINUTE_MS = 60_000;

describe('MailDomains', () => {
  let dns: DnsServer;
  let zone: Zone;
  let nowMs: number;

  beforeEach(async () => {
    zone = { ...ZONE };
    nowMs = Date.UTC(2026, 0, 15);
    dns = await DnsServer.start((name) => zone[name]);
  });

  afterEach(() => dns.stop());

  function start(options: Partial<MailDomainsOptions> = {}): MailDomains {
    const clock = { nowMs: () => nowMs } as Clock;
    // The server answers at once, so a busy machine may take its time; who waits for silence says how long.
    const defaults = { timeoutMs: 5_000, concurrency: 50, maxCached: 100, servers: [dns.address] };
    return new MailDomains({ ...defaults, ...options }, clock);
  }

  it.each([
    ['has MX records', 'mail.example', 'accepts'],
    ['has the null MX (RFC 7505), whatever its addresses', 'null.example', 'refuses'],
    ['has the null MX next to another one', 'muddled.example', 'accepts'],
    ['has only an IPv4 address (RFC 5321 section 5.1)', 'v4.example', 'accepts'],
    ['has only an IPv6 address', 'v6.example', 'accepts'],
    ['exists without any of these', 'empty.example', 'refuses'],
    ['does not exist', 'missing.example', 'refuses'],
    ['cannot be resolved', 'failing.example', 'unknown'],
    ['has no MX record and addresses that cannot be resolved', 'half-failing.example', 'unknown'],
    ['is international', 'Bücher.example', 'accepts'],
  ])('judges a domain that %s', async (_, domain, answer) => {
    await expect(start().judge(domain)).resolves.toBe(answer);
  });

  it.each(['localhost', '127.0.0.1', 'mail.example/x', ''])(
    'refuses %j without asking anybody',
    async (domain) => {
      await expect(start().judge(domain)).resolves.toBe('refuses');
      expect(dns.questions).toEqual([]);
    },
  );

  it.each(['silent.example', 'half-silent.example'])(
    'knows nothing of %s once the time for all questions together is over',
    async (domain) => {
      const mailDomains = start({ timeoutMs: 1_000 });
      const startedAt = performance.now();
      await expect(mailDomains.judge(domain)).resolves.toBe('unknown');
      const tookMs = performance.now() - startedAt;
      expect(dns.questions).toContain(domain);
      expect(tookMs).toBeGreaterThan(900);
      expect(tookMs).toBeLessThan(4_000);
    },
  );

  it('knows nothing where no name server listens', async () => {
    const gone = await DnsServer.start({});
    const servers = [gone.address];
    await gone.stop();
    await expect(start({ servers, timeoutMs: 300 }).judge('mail.example')).resolves.toBe('unknown');
  });

  it('shares one lookup among those that ask for the same domain, however they write it', async () => {
    const mailDomains = start();
    const spellings = ['mail.example', 'MAIL.example', 'mail.example.'];
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => mailDomains.judge(spellings[index % 3]!)),
    );
    expect(new Set(answers)).toEqual(new Set(['accepts']));
    expect(dns.questions).toEqual(['mail.example']);
  });

  it.each([
    ['accepts', 'mail.example', 60],
    ['refuses', 'null.example', 10],
    ['unknown', 'failing.example', 0.5],
  ])('keeps the answer %s of %s for %d minutes', async (answer, domain, minutes) => {
    const mailDomains = start();
    await expect(mailDomains.judge(domain)).resolves.toBe(answer);
    delete zone[domain];
    const asked = dns.questions.length;

    nowMs += minutes * MINUTE_MS - 1;
    await expect(mailDomains.judge(domain)).resolves.toBe(answer);
    expect(dns.questions).toHaveLength(asked);

    zone[domain] = answer === 'accepts' ? { mx: [''] } : { mx: ['mx.mail.example'] };
    nowMs += 1;
    await expect(mailDomains.judge(domain)).resolves.toBe(answer === 'accepts' ? 'refuses' : 'accepts');
  });

  it('keeps so many answers and lets the oldest go', async () => {
    const mailDomains = start({ maxCached: 2 });
    for (const domain of ['mail.example', 'v4.example', 'v6.example']) await mailDomains.judge(domain);
    const asked = dns.questions.length;
    await mailDomains.judge('v6.example');
    expect(dns.questions).toHaveLength(asked);
    await mailDomains.judge('mail.example');
    expect(dns.questions).toHaveLength(asked + 1);
  });

  it('asks for so many domains at a time, and does not keep unknown for one that had to wait', async () => {
    zone['waiting.example'] = 'silent';
    const mailDomains = start({ concurrency: 1, timeoutMs: 1_000 });
    const first = mailDomains.judge('silent.example');
    const second = mailDomains.judge('waiting.example');
    await expect(first).resolves.toBe('unknown');
    expect(new Set(dns.questions)).toEqual(new Set(['silent.example']));

    await expect(second).resolves.toBe('unknown');
    zone['waiting.example'] = { mx: ['mx.mail.example'] };
    await expect(mailDomains.judge('waiting.example')).resolves.toBe('accepts');
  });
});
