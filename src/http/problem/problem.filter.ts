import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { Logger } from '../../platform/logging';
import { type PlatformRequest } from '../access/caller';
import { PROBLEM_CONTENT_TYPE, toProblem } from './problem';
import { toAppError } from './to-app-error';

/** The only place where an error becomes an answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<PlatformRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = toAppError(thrown);
    const problem = toProblem(error, request.id);
    if (problem.status >= 500) this.report(error, request);
    if (error.retryAfterSeconds !== undefined) void reply.header('retry-after', error.retryAfterSeconds);
    if (error.code === 'UNAUTHENTICATED') void reply.header('www-authenticate', error.challenge ?? 'Bearer');
    void reply.status(problem.status).type(PROBLEM_CONTENT_TYPE).send(JSON.stringify(problem));
  }

  private report(error: AppErrorLike, request: PlatformRequest): void {
    this.logger.failure('http.failed', {
      request_id: request.id,
      method: request.method,
      route: request.routeOptions.url,
      account_id: request.caller?.accountId,
      code: error.code,
      error: error.cause ?? error,
    });
  }
}

type AppErrorLike = ReturnType<typeof toAppError>;
