import { readRegistryAnswer } from './read-registry-answer';

const response = (body: string, fields: { statusCode?: number; bodyTruncated?: boolean } = {}) => ({
  kind: 'response' as const,
  statusCode: 200,
  headers: {},
  body: Buffer.from(body),
  bodyTruncated: false,
  bodySize: body.length,
  durationMs: 1,
  ...fields,
});

describe('readRegistryAnswer', () => {
  it.each([
    ['{"listed":true}', 'listed'],
    ['{"listed":false}', 'clear'],
    [' {"as_of":"2026-01-15","listed":false}\n', 'clear'],
  ])('reads %j as %s', (body, answer) => {
    expect(readRegistryAnswer(response(body))).toEqual({ answer });
  });

  it.each([
    '',
    'null',
    'true',
    '[]',
    '{}',
    '{"listed":"false"}',
    '{"listed":0}',
    '{"listed":null}',
    '{"Listed":false}',
    '{"listed":false',
  ])('does not understand %j', (body) => {
    expect(readRegistryAnswer(response(body))).toEqual({
      answer: 'unknown',
      reason: 'NOT_UNDERSTOOD',
      statusCode: 200,
    });
  });

  it.each([201, 204, 302, 404, 500])(
    'learns nothing from status %d, whatever the body says',
    (statusCode) => {
      expect(readRegistryAnswer(response('{"listed":false}', { statusCode }))).toEqual({
        answer: 'unknown',
        reason: 'HTTP_STATUS',
        statusCode,
      });
    },
  );

  it('learns nothing from an answer that was cut', () => {
    const cut = response('{"listed":false}', { bodyTruncated: true });
    expect(readRegistryAnswer(cut)).toMatchObject({ answer: 'unknown', reason: 'TOO_LARGE' });
  });

  it('learns nothing where nothing came back', () => {
    const error = { code: 'TIMEOUT', message: 'No complete response within the time limit.' } as const;
    expect(readRegistryAnswer({ kind: 'error', error, durationMs: 1 })).toEqual({
      answer: 'unknown',
      reason: 'TIMEOUT',
    });
    expect(readRegistryAnswer({ kind: 'aborted', durationMs: 1 })).toMatchObject({ answer: 'unknown' });
  });
});
