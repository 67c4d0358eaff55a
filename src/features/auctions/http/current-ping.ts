import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type Caller, type PlatformRequest } from '../../../http';

/** Which ping a call is about, and on whose behalf. */
export interface PingReference {
  caller: Caller;
  pingId: string;
}

export const CurrentPing = createParamDecorator((_: unknown, context: ExecutionContext): PingReference => {
  const { caller, params } = context.switchToHttp().getRequest<PlatformRequest>();
  if (!caller) throw new Error('This route is public and has no caller');
  return { caller, pingId: (params as { id: string }).id };
});
