import { RouteConfig } from '@nestjs/platform-fastify';
import { type FastifyRequest } from 'fastify';

const CONFIG = { hasLossyNumbersAsText: true };

/**
 * For calls whose documents are not ours: a number of the body that a double cannot hold reaches the handler as
 * a text of the same digits, where other calls refuse it.
 */
export const LossyNumbersAsText = () => RouteConfig(CONFIG);

export function hasLossyNumbersAsText(request: FastifyRequest): boolean {
  const config = request.routeOptions.config as Partial<typeof CONFIG> | undefined;
  return config?.hasLossyNumbersAsText === true;
}
