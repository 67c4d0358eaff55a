import { type FastifyInstance } from 'fastify';
import { type Metrics } from '../../platform/metrics';
import { type PlatformRequest } from '../access/caller';

/** The part of a log this needs: one line on the debug level. */
export interface DebugLog {
  debug(stage: string, fields: Record<string, unknown>): void;
}

/** Requests that matched no route share one label: what callers invent must not become series. */
const NO_ROUTE = 'unmatched';

/** Counts and times every request by route, and writes the line `http.answered` for it. */
export function observeRequests(fastify: FastifyInstance, metrics: Metrics, logger: DebugLog): void {
  const requests = metrics.counter({
    name: 'synaptis_http_requests_total',
    help: 'Requests answered',
    labels: ['method', 'route', 'status'],
  });
  const duration = metrics.histogram({
    name: 'synaptis_http_request_duration_seconds',
    help: 'From the first byte of a request to the last of its answer',
    labels: ['method', 'route'],
  });
  fastify.addHook('onResponse', async (request: PlatformRequest, reply) => {
    const { method, caller } = request;
    const route = request.routeOptions.url ?? NO_ROUTE;
    const status = reply.statusCode;
    const durationMs = reply.elapsedTime;
    requests.inc({ method, route, status });
    duration.observe({ method, route }, durationMs / 1000);
    logger.debug('http.answered', {
      request_id: request.id,
      method,
      route,
      status,
      duration_ms: Math.round(durationMs * 10) / 10,
      account_id: caller?.accountId,
      key_id: caller?.keyId,
    });
  });
}
