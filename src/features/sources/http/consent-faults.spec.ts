import { consentTimeFault, pageUrlFault } from './consent-faults';

describe('consentTimeFault', () => {
  const NOW = '2026-07-05T12:00:00Z';

  beforeEach(() => jest.useFakeTimers({ now: new Date(NOW) }));
  afterEach(() => jest.useRealTimers());

  it.each(['2000-01-01T00:00:00Z', NOW, '2026-07-05T12:05:00Z', '2026-07-05T14:05:00+02:00'])(
    'accepts %s',
    (time) => expect(consentTimeFault(time)).toBeNull(),
  );

  it.each(['1999-12-31T23:59:59.999Z', '1970-01-01T00:00:00Z'])('refuses %s as too long ago', (time) =>
    expect(consentTimeFault(time)).toBe('must not be before the year 2000'),
  );

  it.each(['2026-07-05T12:05:00.001Z', '2026-07-05T12:00:00-01:00', '9999-12-31T23:59:59Z'])(
    'refuses %s, which is still to come',
    (time) => expect(consentTimeFault(time)).toBe('must not be in the future'),
  );

  it.each([undefined, 7, 'yesterday'])('leaves %p, which is no time, to the other checks', (value) =>
    expect(consentTimeFault(value)).toBeNull(),
  );
});

describe('pageUrlFault', () => {
  it.each([
    'https://example.com/quote',
    'HTTP://Example.COM:8080?form=1#top',
    'https://example.com.',
    'http://localhost:3000/form',
    'http://192.0.2.7/form',
    'https://bücher.example/angebot',
  ])('accepts %s', (url) => expect(pageUrlFault(url)).toBeNull());

  it.each([
    '',
    ' ',
    'example.com/quote',
    'https://',
    'https://x',
    'https://.',
    'https://..com',
    'https://?a.b',
    'https:example.com',
    'ftp://example.com',
    'javascript://example.com/%0Aalert(1)',
    'https://example.com/a b',
    'https://exa mple.com',
    'https://example.com:99999/',
    'https://[::1',
  ])('refuses %j', (url) => expect(pageUrlFault(url)).toMatch(/^must be an http/));
});
