import fc from 'fast-check';
import { isDisposableDomain, isEmailAddress, mailDomainOf } from './judge-email';

const LONGEST_DOMAIN = `${'d'.repeat(63)}.${'d'.repeat(63)}.${'d'.repeat(57)}.com`;

describe('isEmailAddress', () => {
  it.each([
    'aiden.park@gmail.com',
    'a@b.co',
    "o'brien+leads@mail.example.co.uk",
    '!#$%&*/=?^_`{|}~-@example.com',
    'A.B@EXAMPLE.COM',
    'x@1.example2.com',
    'x@xn--mller-kva.de',
    `${'l'.repeat(64)}@example.com`,
    `${'l'.repeat(64)}@${LONGEST_DOMAIN}`,
  ])('accepts %s', (text) => {
    expect(isEmailAddress(text)).toBe(true);
  });

  it.each([
    ['', 'nothing'],
    ['aiden.park', 'no @'],
    ['@gmail.com', 'no local part'],
    ['aiden@', 'no domain'],
    ['aiden@localhost', 'one label'],
    ['a@b@c.com', 'an @ in the local part'],
    ['.a@b.com', 'a leading dot'],
    ['a.@b.com', 'a trailing dot'],
    ['a..b@c.com', 'two dots'],
    ['a@b..com', 'an empty label'],
    ['a@b.com.', 'a dot at the end'],
    ['a@-b.com', 'a label that starts with a hyphen'],
    ['a@b-.com', 'a label that ends with a hyphen'],
    ['a@b_c.com', 'an underscore in the domain'],
    ['a@127.0.0.1', 'an address for a domain'],
    ['a@[127.0.0.1]', 'an address literal'],
    ['"a b"@c.com', 'a quoted local part'],
    ['Aiden <a@b.com>', 'a display name'],
    [' a@b.com', 'a space'],
    ['a@b.com\n', 'a line end'],
    ['jörg@example.com', 'a local part outside ASCII'],
    [`${'l'.repeat(65)}@example.com`, '65 characters before the @'],
    [`a@${'d'.repeat(64)}.com`, 'a label of 64 characters'],
    [`${'l'.repeat(64)}@d${LONGEST_DOMAIN}`, '255 characters'],
  ])('refuses %j: %s', (text) => {
    expect(isEmailAddress(text)).toBe(false);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof isEmailAddress(text)).toBe('boolean');
      }),
    );
  });

  it('judges hostile lengths at once', () => {
    const started = performance.now();
    for (const part of ['a', 'a-', '.', '@', 'a.']) {
      expect(isEmailAddress(`a@${part.repeat(500_000)}!`)).toBe(false);
    }
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('mailDomainOf', () => {
  it('answers the domain in lower case', () => {
    expect(mailDomainOf('Aiden.Park@Mail.Example.COM')).toBe('mail.example.com');
  });
});

describe('isDisposableDomain', () => {
  it.each(['mailinator.com', 'mx.mailinator.com', 'yopmail.com'])('knows %s', (domain) => {
    expect(isDisposableDomain(domain)).toBe(true);
  });

  it.each(['gmail.com', 'notmailinator.com', 'mailinator.com.example.org', 'com', ''])(
    'passes %j',
    (domain) => {
      expect(isDisposableDomain(domain)).toBe(false);
    },
  );
});
