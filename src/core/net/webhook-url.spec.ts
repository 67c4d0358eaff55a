import fc from 'fast-check';
import { MAX_URL_LENGTH, parseWebhookUrl } from './webhook-url';

const LONGEST = `https://example.com/${'a'.repeat(MAX_URL_LENGTH - 20)}`;

describe('parseWebhookUrl', () => {
  it('reads a URL into what is stored and called', () => {
    expect(parseWebhookUrl('https://Hooks.Example.com/a?b=c#d')).toEqual({
      kind: 'ok',
      url: 'https://hooks.example.com/a?b=c',
      hostname: 'hooks.example.com',
      isHttps: true,
      literalAddress: null,
    });
  });

  it.each([
    ['http://localhost:4000', 'http://localhost:4000/'],
    ['http://receiver:8080', 'http://receiver:8080/'],
    ['HTTPS://EXAMPLE.COM', 'https://example.com/'],
    ['https://example.com:443/x', 'https://example.com/x'],
    ['http://example.com:80', 'http://example.com/'],
    ['http://example.com:65535/', 'http://example.com:65535/'],
    ['https://example.com:1', 'https://example.com:1/'],
    ['https://bücher.example/ü?q=ä', 'https://xn--bcher-kva.example/%C3%BC?q=%C3%A4'],
    ['https://example.com/a/../b/./c', 'https://example.com/b/c'],
    ['https://example.com./x', 'https://example.com./x'],
    ['https://example.com/#', 'https://example.com/'],
    ['https://example.com/a b', 'https://example.com/a%20b'],
    [' https://example.com ', 'https://example.com/'],
    ['https://example.com/@user', 'https://example.com/@user'],
    ['https://example.com?@', 'https://example.com/?@'],
    ['https://my_host.example.com/', 'https://my_host.example.com/'],
    [LONGEST, LONGEST],
  ])('accepts %s as %s', (text, url) => {
    expect(parseWebhookUrl(text)).toMatchObject({ kind: 'ok', url });
  });

  it.each([
    ['http://127.0.0.1', '127.0.0.1'],
    ['http://2130706433/', '127.0.0.1'],
    ['http://0x7f.1/', '127.0.0.1'],
    ['http://0177.0.0.1/', '127.0.0.1'],
    ['http://127.1/', '127.0.0.1'],
    ['http://127.0.0.1./', '127.0.0.1'],
    ['http://１２７.0.0.1/', '127.0.0.1'],
    ['http://[::1]:8080/', '::1'],
    ['http://[::ffff:127.0.0.1]/', '::ffff:7f00:1'],
    ['http://0/', '0.0.0.0'],
    ['http://127.0.0.1.example.com/', null],
    ['http://localhost/', null],
  ])('finds in %s the literal address %s', (text, literalAddress) => {
    expect(parseWebhookUrl(text)).toMatchObject({ kind: 'ok', literalAddress });
  });

  it.each([
    '',
    'nope',
    '/path',
    '//example.com',
    'example.com',
    'http:',
    'http://',
    'https:///example.com',
    'http:/example.com',
    'http:example.com',
    'http:\\\\example.com',
    'http://?a',
    'http://#a',
    'https://user@x',
    'https://user:secret@x',
    'https://@x',
    'https://:@x',
    'https://example.com:0',
    'https://example.com:65536',
    'https://example.com:-1',
    'https://example.com:port',
    'ftp://example.com',
    'ws://example.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/plain,a',
    'gopher://example.com',
    'unix:/var/run/docker.sock',
    'https://exa mple.com',
    'https://exa\tmple.com/',
    'https://example.com/\r\nhost: x',
    'https://example.com/\u0000',
    'https://a..b/',
    'https://./',
    'https://.example.com/',
    `https://${'a'.repeat(64)}.com`,
    `https://${Array(64).fill('abc').join('.')}`,
    'https://[::1',
    'https://[fe80::1%25eth0]/',
    'https://1.2.3.4.5',
    'https://256.0.0.1',
    'https://example.com%00/',
    `${LONGEST}a`,
    `https://example.com/${'ü'.repeat(1000)}`,
  ])('refuses %j', (text) => {
    expect(parseWebhookUrl(text)).toEqual({ kind: 'invalid', detail: expect.stringMatching(/^must /) });
  });

  it('is idempotent: what it stored, it accepts unchanged', () => {
    fc.assert(
      fc.property(
        fc.webUrl({ withFragments: true, withQueryParameters: true, validSchemes: ['http', 'https'] }),
        (text) => {
          const first = parseWebhookUrl(text);
          fc.pre(first.kind === 'ok');
          expect(parseWebhookUrl((first as { url: string }).url)).toEqual(first);
        },
      ),
    );
  });

  it('still accepts a non-ASCII host after many calls, where URL.canParse of Node 20 no longer does', () => {
    const url = 'https://bücher.example/';
    const refused = Array.from({ length: 50_000 }, () => parseWebhookUrl(url)).filter(
      ({ kind }) => kind !== 'ok',
    );
    expect(refused).toEqual([]);
  });

  it('answers every text without throwing and never lets user info or a fragment through', () => {
    const parts = fc.constantFrom(
      'http',
      'https',
      '://',
      ':',
      '/',
      '@',
      '#',
      '?',
      '\\',
      'a',
      '.',
      '1',
      '[',
      ']',
      '%',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts, { maxLength: 12 }).map((list) => `http://${list.join('')}`),
        ),
        (text) => {
          const result = parseWebhookUrl(text);
          fc.pre(result.kind === 'ok');
          const url = new URL((result as { url: string }).url);
          expect([url.username, url.password, url.hash, url.hostname === '']).toEqual(['', '', '', false]);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
