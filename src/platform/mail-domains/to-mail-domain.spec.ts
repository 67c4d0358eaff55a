import { toMailDomain } from './to-mail-domain';

describe('toMailDomain', () => {
  it.each([
    ['example.com', 'example.com'],
    ['Example.COM.', 'example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['例え。テスト', 'xn--r8jz45g.xn--zckzah'],
    [`${'a'.repeat(63)}.example`, `${'a'.repeat(63)}.example`],
  ])('reads %s as %s', (domain, name) => {
    expect(toMailDomain(domain)).toBe(name);
  });

  it.each([
    '',
    '.',
    'localhost',
    '.example.com',
    'example..com',
    '127.0.0.1',
    '0x7f.1',
    '[127.0.0.1]',
    '::1',
    'exa mple.com',
    'example.com/path',
    'user@example.com',
    'example.com:25',
    'example.com\n',
    '%65xample.com',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(127)}example`,
  ])('reads no domain in %j', (domain) => {
    expect(toMailDomain(domain)).toBeNull();
  });
});
