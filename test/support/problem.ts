import { ERROR_CODES, type ErrorCode } from '../../src/core/errors/app-error';
import { type RawAnswer } from './raw-http';

export interface ExpectedProblem {
  code: ErrorCode;
  /** Of all fields at fault; left out where single fields are not. */
  pointers?: string[];
}

/** Everything a refusal has to be: the right code with its status, as problem+json, with its request id. */
export function expectProblem({ status, headers, text }: RawAnswer, expected: ExpectedProblem): void {
  const told = { status, type: headers['content-type'], text };
  expect(told).toEqual({
    status: ERROR_CODES[expected.code].status,
    type: 'application/problem+json; charset=utf-8',
    text: expect.stringContaining(`"code":"${expected.code}"`),
  });
  const problem = JSON.parse(text) as { errors?: { pointer: string }[] };
  expect(problem).toMatchObject({
    type: expect.stringMatching(/^urn:synaptis:problem:/),
    title: expect.stringMatching(/./),
    status,
    detail: expect.stringMatching(/./),
    request_id: headers['x-request-id'],
  });
  expect(headers['x-request-id']).toMatch(/./);
  expect(text).not.toMatch(/\n\s+at |node_modules|\.[jt]s:\d/);
  if (expected.pointers) {
    const pointers = new Set(problem.errors?.map(({ pointer }) => pointer));
    expect([...pointers].toSorted()).toEqual(expected.pointers.toSorted());
  }
}
