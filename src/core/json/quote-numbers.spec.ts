import fc from 'fast-check';
import { quoteNumbers } from './quote-numbers';
import { scanJson } from './scan-json';
import { type ScanResult, type Span } from './scan-state';

const UNLIMITED = { maxDepth: Infinity, maxKeys: Infinity };

function quoteLossy(text: string): { result: ScanResult; quoted: string } {
  const numbers: Span[] = [];
  const result = scanJson(text, UNLIMITED, numbers);
  return { result, quoted: quoteNumbers(text, numbers) };
}

describe('quoteNumbers', () => {
  it.each([
    ['12345678901234567890', '"12345678901234567890"'],
    ['[9007199254740993, 1,-27.950575000000001 ]', '["9007199254740993", 1,"-27.950575000000001" ]'],
    ['{"a":{"b":1e400},"c":1E+400}', '{"a":{"b":"1e400"},"c":"1E+400"}'],
    ['{"12345678901234567890":"12345678901234567890"}', '{"12345678901234567890":"12345678901234567890"}'],
  ])('makes texts of what scanJson finds lossy: %s', (text, expected) => {
    expect(quoteLossy(text)).toEqual({ result: { kind: 'ok' }, quoted: expected });
  });

  it('changes nothing where nothing is lossy', () => {
    fc.assert(fc.property(fc.json(), (text) => expect(quoteNumbers(text, [])).toBe(text)));
  });

  it('keeps every digit of many numbers', () => {
    const numbers = fc.array(fc.bigInt({ min: 2n ** 53n, max: 2n ** 200n }).map(String), { minLength: 30 });
    fc.assert(
      fc.property(numbers, (digits) => {
        const { result, quoted } = quoteLossy(`[${digits.join()}]`);
        expect(result).toEqual({ kind: 'ok' });
        expect((JSON.parse(quoted) as unknown[]).map(String)).toEqual(digits);
      }),
    );
  });

  it('leaves keys that occur twice a problem', () => {
    const { result } = quoteLossy('{"a":9007199254740993,"a":1}');
    expect(result).toMatchObject({ kind: 'lossy', problems: [{ pointer: '/a' }] });
  });
});
