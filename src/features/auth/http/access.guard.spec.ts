import { type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AppError } from '../../../core/errors/app-error';
import { Public, RequireScope } from '../../../http';
import { type ApiKey } from '../api-key';
import { AccessGuard } from './access.guard';
import { type RequestAuthenticator } from './request-authenticator';

class Routes {
  @Public()
  open(): void {}

  @RequireScope('events:write')
  publish(): void {}

  forgotten(): void {}
}

@Public()
class OpenRoutes {
  health(): void {}
}

function guardFor(scopes: string[] | null) {
  const authenticate = () =>
    scopes
      ? Promise.resolve({ scopes } as unknown as ApiKey)
      : Promise.reject(new AppError('UNAUTHENTICATED', 'no key'));
  return new AccessGuard(new Reflector(), { authenticate } as unknown as RequestAuthenticator);
}

function at<T extends object>(type: { prototype: T }, route: keyof T): ExecutionContext {
  return {
    getHandler: () => type.prototype[route],
    getClass: () => type,
    switchToHttp: () => ({ getRequest: () => ({}), getResponse: () => ({}) }),
  } as unknown as ExecutionContext;
}

describe('AccessGuard', () => {
  it('closes a route that says nothing, even to a key with every scope', async () => {
    await expect(guardFor(['*']).canActivate(at(Routes, 'forgotten'))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('asks for a key before it says that a route is closed', async () => {
    await expect(guardFor(null).canActivate(at(Routes, 'forgotten'))).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });

  it('opens public routes and public controllers without a key', async () => {
    await expect(guardFor(null).canActivate(at(Routes, 'open'))).resolves.toBe(true);
    await expect(guardFor(null).canActivate(at(OpenRoutes, 'health'))).resolves.toBe(true);
  });

  it.each([['*'], ['events:write']])('lets %s publish', async (scope) => {
    await expect(guardFor([scope]).canActivate(at(Routes, 'publish'))).resolves.toBe(true);
  });

  it('refuses a key without the scope and names it', async () => {
    await expect(guardFor(['events:read']).canActivate(at(Routes, 'publish'))).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('events:write') as string,
    });
  });
});
