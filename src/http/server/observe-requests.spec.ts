import Fastify, { type FastifyInstance } from 'fastify';
import { Metrics } from '../../platform/metrics';
import { type PlatformRequest } from '../access/caller';
import { observeRequests } from './observe-requests';

describe('observeRequests', () => {
  let fastify: FastifyInstance;
  let metrics: Metrics;
  const lines: [string, Record<string, unknown>][] = [];

  beforeEach(() => {
    lines.length = 0;
    metrics = new Metrics();
    fastify = Fastify({ genReqId: () => 'req_1' });
    observeRequests(fastify, metrics, { debug: (stage, fields) => lines.push([stage, fields]) });
    fastify.get('/v1/webhooks/:id', async (request: PlatformRequest, reply) => {
      request.caller = { accountId: 'acct_1', keyId: 'key_1', scopes: [], buyerId: null };
      return reply.status(201).send({});
    });
  });

  afterEach(() => fastify.close());

  it('counts by the route, so that ids do not become series', async () => {
    await fastify.inject('/v1/webhooks/wh_1');
    await fastify.inject('/v1/webhooks/wh_2');
    expect(await metrics.registry.getSingleMetricAsString('synaptis_http_requests_total')).toContain(
      'synaptis_http_requests_total{method="GET",route="/v1/webhooks/:id",status="201"} 2',
    );
    expect(
      await metrics.registry.getSingleMetricAsString('synaptis_http_request_duration_seconds'),
    ).toContain('synaptis_http_request_duration_seconds_count{method="GET",route="/v1/webhooks/:id"} 2');
  });

  it('counts whatever matches no route together', async () => {
    await fastify.inject('/wp-login.php');
    await fastify.inject('/.git/config');
    expect(await metrics.registry.getSingleMetricAsString('synaptis_http_requests_total')).toContain(
      '{method="GET",route="unmatched",status="404"} 2',
    );
  });

  it('writes one line that says who asked for what, without the address itself', async () => {
    await fastify.inject('/v1/webhooks/wh_1?secret=1');
    expect(lines).toEqual([
      [
        'http.answered',
        {
          request_id: 'req_1',
          method: 'GET',
          route: '/v1/webhooks/:id',
          status: 201,
          duration_ms: expect.any(Number),
          account_id: 'acct_1',
          key_id: 'key_1',
        },
      ],
    ]);
  });
});
