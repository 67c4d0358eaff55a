import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { type Socket } from 'node:net';
import { AppError, type ErrorCode } from '../../core/errors/app-error';
import { PROBLEM_CONTENT_TYPE, toProblem } from '../problem';

const TEXTS: Record<string, [ErrorCode, string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['REQUEST_TIMEOUT', 'The request did not arrive in time; send it again.'],
  HPE_HEADER_OVERFLOW: ['HEADERS_TOO_LARGE', 'The headers are larger than 16 KiB.'],
};
const NO_HTTP: [ErrorCode, string] = ['VALIDATION_FAILED', 'The request is not valid HTTP.'];

/**
 * Answers what Node could not read as a request, so that it reached neither Fastify nor Nest. The connection
 * ends here: nobody knows where on it the next request would begin.
 */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [code, text] = TEXTS[error.code ?? ''] ?? NO_HTTP;
  const problem = toProblem(new AppError(code, text), `req_${randomUUID()}`);
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    `content-type: ${PROBLEM_CONTENT_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${problem.request_id}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
