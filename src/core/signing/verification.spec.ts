import { parseTimestamp, verifyClaim } from './verification';

describe('verifyClaim', () => {
  const claim = { expected: 'right', timestamp: 1_000, nowSeconds: 1_000, toleranceSeconds: undefined };

  it('accepts any candidate, wherever it stands', () => {
    for (const candidates of [['right', 'wrong'], ['wrong', 'right'], ['right']]) {
      expect(verifyClaim({ ...claim, candidates })).toEqual({ kind: 'valid' });
    }
  });

  it.each([[[]], [['wrong']], [['righ']], [['right ']]])('finds no match in %p', (candidates) => {
    expect(verifyClaim({ ...claim, candidates }).kind).toBe('mismatch');
  });

  it('says mismatch, not expired, of a wrong and old signature', () => {
    expect(verifyClaim({ ...claim, candidates: ['wrong'], nowSeconds: 9_999 }).kind).toBe('mismatch');
  });

  it('says in which direction the time is off', () => {
    expect(verifyClaim({ ...claim, candidates: ['right'], nowSeconds: 600 })).toEqual({
      kind: 'expired',
      detail: 'The signature is 400 s ahead of time; at most 300 s are accepted.',
    });
  });
});

describe('parseTimestamp', () => {
  it('reads decimal digits', () => {
    expect(parseTimestamp('1731705121')).toBe(1_731_705_121);
  });

  it.each(['', '-1', '1.5', '1e9', ' 1', '9'.repeat(13)])('refuses %p', (text) => {
    expect(parseTimestamp(text)).toBeNull();
  });
});
