import { describeFailure } from './describe-failure';

describe('describeFailure', () => {
  it('tells name, code and place of an error', () => {
    const error = Object.assign(new RangeError('wrong'), { code: '22001' });
    const failure = describeFailure(error);
    expect(failure).toMatchObject({ error_name: 'RangeError', error_code: '22001' });
    expect(failure.error_at[0]).toMatch(/describe-failure\.spec\.ts:\d+:\d+/);
    expect(failure.error_at.length).toBeLessThanOrEqual(10);
  });

  it('tells nothing of the message, however many lines it has', () => {
    const error = new Error('Key (phone)=(+12025550143)\nat home: jane@example.com\n  at Jane (x) exists');
    expect(JSON.stringify(describeFailure(error))).not.toMatch(/2025550143|jane/i);
  });

  it.each([[null], ['jane@example.com'], [{ message: 'jane' }]])('survives %j being thrown', (thrown) => {
    const failure = describeFailure(thrown);
    expect(failure).toEqual({ error_name: typeof thrown, error_code: null, error_at: [] });
  });
});
