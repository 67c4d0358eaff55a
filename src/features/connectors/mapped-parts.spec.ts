import { readMappedHeaders, readMappedUrl } from './mapped-parts';

const WEBHOOK_URL = 'https://crm.example.com:8443/hooks?token=1';

describe('readMappedHeaders', () => {
  it('gives the headers by lowercase name', () => {
    expect(readMappedHeaders({ 'X-Lead-Id': 'lead_1', 'x-state': 'TX' })).toEqual({
      kind: 'ok',
      headers: { 'x-lead-id': 'lead_1', 'x-state': 'TX' },
    });
  });

  it.each([
    ['a text', 'x', /must give an object/],
    ['a list', [{ 'x-a': 'b' }], /must give an object/],
    ['null', null, /must give an object/],
    ['a number as value', { 'x-score': 92 }, /"x-score", which must have a text value\.$/],
    ['a line break in a value', { 'x-a': 'b\r\nx-synaptis-event: c' }, /must not contain line breaks/],
    ['a name of ours', { 'X-Synaptis-Signature': 'forged' }, /is set by the platform\.$/],
    ["another format's signature", { 'X-LeadsBot-Signature': 'forged' }, /is set by the platform\.$/],
    ['a name of ours to receivers behind CGI', { webhook_signature: 'v1,a' }, /is set by the platform\.$/],
    ['an attribute of the event', { 'ce-id': 'evt_1' }, /is set by the platform\.$/],
    ['where it goes', { Host: 'inner' }, /is set by the platform\.$/],
    ['where it ends', { 'transfer-encoding': 'chunked' }, /concerns the connection, not the request\.$/],
    ['the content type', { 'content-type': 'text/plain' }, /is set by the platform\.$/],
    ['a name in two cases', { 'x-a': '1', 'X-A': '2' }, /is given more than once\.$/],
    ['a name that is none', { ['a\0b'.repeat(99)]: '1' }, /is not a valid header name\.$/],
    [
      'too many',
      Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`x-${n}`, ''])),
      /gave must be at most 20/,
    ],
  ])('refuses %s', (_, value, detail) => {
    expect(readMappedHeaders(value)).toEqual({ kind: 'refused', detail: expect.stringMatching(detail) });
  });

  it('quotes no value, which may be a secret, and no more of a name than is readable', () => {
    const reading = readMappedHeaders({ [' '.repeat(2_000)]: 'hunter2' });
    expect(reading.kind === 'refused' && reading.detail.length).toBeLessThan(200);
    expect(JSON.stringify(reading)).not.toContain('hunter2');
  });
});

describe('readMappedUrl', () => {
  it.each([
    ['/leads/lead_1', 'https://crm.example.com:8443/leads/lead_1'],
    ['/leads?state=TX&city=San Antonio', 'https://crm.example.com:8443/leads?state=TX&city=San%20Antonio'],
    ['/', 'https://crm.example.com:8443/'],
    ['/a/../b', 'https://crm.example.com:8443/b'],
  ])('puts %s on the origin of the webhook', (value, url) => {
    expect(readMappedUrl(value, WEBHOOK_URL)).toEqual({ kind: 'ok', url });
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    '/\\\\evil.example/',
    '/@evil.example',
    '/.evil.example',
    '/../../evil.example',
    '/#@evil.example',
    '/?@evil.example',
    '///evil.example',
  ])('never leaves the origin for %s', (value) => {
    const reading = readMappedUrl(value, WEBHOOK_URL);
    expect(reading.kind === 'ok' && new URL(reading.url).origin).toBe('https://crm.example.com:8443');
  });

  it.each([
    'https://evil.example/',
    '.evil.example/',
    '@evil.example',
    ':80/',
    '?a=b',
    '',
    ' /a',
    '/a\nb',
    '/\t/evil.example',
    `/${'a'.repeat(2_048)}`,
    42,
    null,
    ['/a'],
  ])('refuses %j', (value) => {
    expect(readMappedUrl(value, WEBHOOK_URL)).toEqual({ kind: 'refused', detail: expect.any(String) });
  });
});
