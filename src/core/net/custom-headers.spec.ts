import fc from 'fast-check';
import { checkCustomHeaders, MAX_CUSTOM_HEADERS, MAX_CUSTOM_HEADERS_BYTES } from './custom-headers';

const numbered = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`x-${n}`, 'v']));

describe('checkCustomHeaders', () => {
  it('accepts ordinary headers', () => {
    const headers = {
      Authorization: 'Bearer abc',
      'X-Api-Key': 'k',
      'x_custom.name!': 'é\ttab',
      empty: '',
      Cookie: 'a=b',
    };
    expect(checkCustomHeaders(headers)).toEqual([]);
    expect(checkCustomHeaders({})).toEqual([]);
  });

  it.each([
    ['X-Synaptis-Signature', 'is set by the platform'],
    ['x_synaptis_signature', 'is set by the platform'],
    ['Transfer-Encoding', 'concerns the connection, not the request'],
    ['content-encoding', 'would misdescribe the body, which is sent as it is and whole'],
  ])('refuses the reserved name %s with the reason', (name, detail) => {
    expect(checkCustomHeaders({ [name]: 'v' })).toEqual([{ name, detail }]);
  });

  it.each(['', ' ', 'a b', 'a:b', 'a\r\nb', 'é', 'a\0', '"a"', 'a,b', 'a/b', '(a)', 'a@b', '{a}'])(
    'refuses %j, which is no token',
    (name) =>
      expect(checkCustomHeaders({ [name]: 'v' })).toEqual([{ name, detail: 'is not a valid header name' }]),
  );

  it.each([
    'a\r\nb',
    'a\nb',
    'a\rb',
    'a\0b',
    'a\u0001b',
    'a\u007fb',
    'a\u0100b',
    '€',
    '😀',
    ' a',
    'a ',
    '\ta',
  ])('refuses the value %j', (value) =>
    expect(checkCustomHeaders({ 'x-a': value })).toEqual([{ name: 'x-a', detail: expect.any(String) }]),
  );

  it('refuses a value that is no text', () => {
    expect(checkCustomHeaders({ 'x-a': 1, 'x-b': null }).map(({ name }) => name)).toEqual(['x-a', 'x-b']);
  });

  it('refuses an object that cannot be written as text, which once ended in 500', () => {
    expect(checkCustomHeaders({ 'x-a': { toString: null } }).map(({ name }) => name)).toEqual(['x-a']);
  });

  it('refuses a name given twice in different case', () => {
    expect(checkCustomHeaders({ 'X-A': '1', 'x-a': '2' })).toEqual([
      { name: 'x-a', detail: 'is given more than once' },
    ]);
  });

  it('names every header at fault', () => {
    expect(checkCustomHeaders({ host: 'a', ok: 'b', 'x-c': '\n' }).map(({ name }) => name)).toEqual([
      'host',
      'x-c',
    ]);
  });

  it('accepts the largest number and refuses one more', () => {
    expect(checkCustomHeaders(numbered(MAX_CUSTOM_HEADERS))).toEqual([]);
    expect(checkCustomHeaders(numbered(MAX_CUSTOM_HEADERS + 1))).toEqual([
      { name: '', detail: 'must be at most 20 headers' },
    ]);
  });

  it('accepts the largest size in all and refuses one byte more', () => {
    const value = 'v'.repeat(MAX_CUSTOM_HEADERS_BYTES - 'x-a'.length);
    expect(checkCustomHeaders({ 'x-a': value })).toEqual([]);
    expect(checkCustomHeaders({ 'x-a': `${value}v` })).toEqual([
      { name: '', detail: 'must be at most 4096 bytes in all' },
    ]);
  });

  it('accepts no Latin-1 pair that the fetch API would refuse or change', () => {
    const latin1 = fc
      .array(fc.integer({ min: 0, max: 255 }), { maxLength: 8 })
      .map((codes) => String.fromCharCode(...codes));
    const name = fc.string({ unit: fc.constantFrom('a', 'Z', '-', '_', ' ', ':', '\n', '9'), maxLength: 6 });
    fc.assert(
      fc.property(name, latin1, (headerName, value) => {
        const accepted = checkCustomHeaders({ [headerName]: value }).length === 0;
        expect(accepted && new Headers([[headerName, value]]).get(headerName) !== value).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('never repeats a value, which may be a secret', () => {
    expect(JSON.stringify(checkCustomHeaders({ host: 'hunter2', 'x-a': 'hunter2\n' }))).not.toContain(
      'hunter2',
    );
  });
});
