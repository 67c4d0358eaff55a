import { describeAttempts, resultOf, waitsMs } from './describe-attempts';
import { type Attempt } from './platform-api';

function attempt(parts: Partial<Attempt>): Attempt {
  return {
    number: 1,
    trigger: 'automatic',
    started_at: '2026-01-15T10:30:00.000Z',
    duration_ms: 20,
    status_code: 200,
    error: null,
    ...parts,
  };
}

describe('describeAttempts', () => {
  it('puts the wait between the end of an attempt and the start of the next', () => {
    const attempts = [
      attempt({ status_code: 500 }),
      attempt({
        started_at: '2026-01-15T10:30:01.030Z',
        status_code: null,
        error: { code: 'CONNECTION_RESET' },
      }),
      attempt({ started_at: '2026-01-15T10:30:09.000Z', trigger: 'manual' }),
    ];
    expect(waitsMs(attempts)).toEqual([1010, 7950]);
    expect(describeAttempts(attempts)).toBe('500 ─1.01 s→ reset ─replay→ 200');
  });

  it('shows nothing for a delivery that has not been tried', () => {
    expect(waitsMs([])).toEqual([]);
    expect(describeAttempts([])).toBe('');
  });

  it('names failures without a short name by their code', () => {
    expect(resultOf(attempt({ status_code: null, error: { code: 'TLS_FAILED' } }))).toBe('TLS_FAILED');
  });
});
