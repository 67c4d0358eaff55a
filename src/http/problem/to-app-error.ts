import { HttpException } from '@nestjs/common';
import { AppError, type ErrorCode } from '../../core/errors/app-error';
import { isDatabaseAway } from '../../platform/database';

const BY_STATUS: Record<number, [ErrorCode, string]> = {
  400: ['VALIDATION_FAILED', 'The request could not be understood.'],
  404: ['NOT_FOUND', 'There is nothing at this address; the calls are listed at /docs.'],
  413: ['BODY_TOO_LARGE', 'The body is larger than 1 MiB.'],
  415: ['UNSUPPORTED_CONTENT_TYPE', 'Send the body as application/json.'],
};

/**
 * Turns whatever was thrown into the one error callers see. What we did not foresee is INTERNAL,
 * without a word of its own text: that stays in the log.
 */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (isDatabaseAway(thrown)) {
    return new AppError('UNAVAILABLE', 'The database cannot be reached right now; nothing was stored.', {
      retryAfterSeconds: 2,
      cause: thrown,
    });
  }
  const known = BY_STATUS[statusOf(thrown) ?? 0];
  if (known) return new AppError(known[0], known[1], { cause: thrown });
  return new AppError('INTERNAL', 'Something went wrong on our side; quote the request id to support.', {
    cause: thrown,
  });
}

function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const status = (thrown as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}
