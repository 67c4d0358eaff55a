import fc from 'fast-check';
import { judge, type SendOutcome } from './verdict';

function answer(statusCode: number, headers: Record<string, string> = {}): SendOutcome {
  return {
    kind: 'response',
    statusCode,
    headers,
    body: Buffer.alloc(0),
    bodyTruncated: false,
    bodySize: 0,
  };
}

describe('judge', () => {
  it('takes every 2xx for success', () => {
    for (let status = 200; status <= 299; status += 1)
      expect(judge(answer(status))).toEqual({ kind: 'success' });
  });

  it('takes a 2xx for success even if its body was cut', () => {
    expect(judge({ ...answer(200), bodyTruncated: true, bodySize: null } as SendOutcome).kind).toBe(
      'success',
    );
  });

  it('takes 410 for the end of the webhook', () => {
    const verdict = judge(answer(410));
    expect(verdict).toMatchObject({ kind: 'gone', error: { code: 'HTTP_STATUS' } });
  });

  it('takes everything else for a failure and names the status', () => {
    const otherStatus = fc.integer({ min: 100, max: 999 }).filter((s) => s !== 410 && (s < 200 || s > 299));
    fc.assert(
      fc.property(otherStatus, (status) => {
        const verdict = judge(answer(status));
        if (verdict.kind !== 'failure') throw new Error(`${status} was judged ${verdict.kind}`);
        expect(verdict.error.code).toBe(status >= 300 && status <= 399 ? 'REDIRECT' : 'HTTP_STATUS');
        expect(verdict.error.message).toMatch(new RegExp(`^The receiver answered ${status}: .+\\.$`));
        expect(verdict.retryAfter).toBeNull();
      }),
    );
  });

  it('tells the owner of a redirecting URL what to do', () => {
    const verdict = judge(answer(308));
    expect(verdict).toMatchObject({ error: { message: expect.stringContaining('never followed') } });
  });

  it.each([429, 503])('passes on Retry-After of a %i', (status) => {
    expect(judge(answer(status, { 'retry-after': '120' }))).toMatchObject({ retryAfter: '120' });
  });

  it.each([302, 404, 500])('ignores Retry-After of a %i', (status) => {
    expect(judge(answer(status, { 'retry-after': '120' }))).toMatchObject({ retryAfter: null });
  });

  it('keeps the reason of an attempt that got no answer', () => {
    const error = { code: 'TIMEOUT', message: 'No answer within 5 s.' } as const;
    expect(judge({ kind: 'error', error })).toEqual({ kind: 'failure', error, retryAfter: null });
  });
});
