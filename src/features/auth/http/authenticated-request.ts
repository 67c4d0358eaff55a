import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type PlatformRequest } from '../../../http';
import { type ApiKey } from '../api-key';

/** A request whose key is known. Other rooms see only `caller`. */
export interface AuthenticatedRequest extends PlatformRequest {
  apiKey?: ApiKey;
}

export const CurrentKey = createParamDecorator((_: unknown, context: ExecutionContext): ApiKey => {
  const { apiKey } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!apiKey) throw new Error('This route is public and has no key');
  return apiKey;
});
