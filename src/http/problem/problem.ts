import { AppError, ERROR_CODES, type ErrorCode, type FieldError } from '../../core/errors/app-error';

/** The answer to every failed request: RFC 9457 problem details with our stable code. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  errors?: FieldError[];
  request_id: string;
}

export const PROBLEM_CONTENT_TYPE = 'application/problem+json; charset=utf-8';

/** @param requestId the id that is also in `X-Request-Id` and in the logs */
export function toProblem(error: AppError, requestId: string): Problem {
  const { status, title } = ERROR_CODES[error.code];
  return {
    type: `urn:synaptis:problem:${error.code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    ...(error.fields && { errors: error.fields }),
    request_id: requestId,
  };
}
