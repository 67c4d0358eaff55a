import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyReply } from 'fastify';
import { AppError } from '../../../core/errors/app-error';
import { PUBLIC_METADATA, type Scope, SCOPE_METADATA } from '../../../http';
import { hasScope } from '../scope-rules';
import { type AuthenticatedRequest } from './authenticated-request';
import { RequestAuthenticator } from './request-authenticator';

/** Stands before every route. One that says neither `Public` nor which scope it asks for is closed to all. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: RequestAuthenticator,
  ) {}

  /** @throws AppError UNAUTHENTICATED, RATE_LIMITED, FORBIDDEN */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.metadata(PUBLIC_METADATA, context) === true) return true;
    const http = context.switchToHttp();
    const key = await this.authenticator.authenticate(
      http.getRequest<AuthenticatedRequest>(),
      http.getResponse<FastifyReply>(),
    );
    const scope = this.metadata(SCOPE_METADATA, context) as Scope | undefined;
    if (scope === undefined) throw new AppError('FORBIDDEN', 'This call is open to nobody.');
    if (!hasScope(key.scopes, scope)) {
      throw new AppError('FORBIDDEN', `This key lacks the scope ${scope}, which this call asks for.`);
    }
    return true;
  }

  private metadata(name: string, context: ExecutionContext): unknown {
    return this.reflector.getAllAndOverride<unknown>(name, [context.getHandler(), context.getClass()]);
  }
}
