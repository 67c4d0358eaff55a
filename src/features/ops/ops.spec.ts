import { type INestApplication, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Database } from '../../platform/database';
import { HealthChecks } from '../../platform/health';
import { type Logger } from '../../platform/logging';
import { Metrics } from '../../platform/metrics';
import { type JobQueue } from '../../platform/queue';
import { BuiltInChecks } from './built-in-checks';
import { HealthController } from './http/health.controller';
import { MetricsController } from './http/metrics.controller';
import { QueueGauge } from './queue-gauge';

describe('health and metrics', () => {
  const silent = { warning: () => {} } as unknown as Logger;
  let app: NestFastifyApplication & INestApplication;
  let checks: HealthChecks;
  const state = { isDatabaseUp: true, isQueueUp: true, jobs: { waiting: 3, delayed: 40 } };
  const database = { isReachable: async () => state.isDatabaseUp } as Database;
  const queue = {
    isReachable: async () => state.isQueueUp,
    counts: async () => {
      if (!state.isQueueUp) throw new Error('away');
      return state.jobs;
    },
  } as unknown as JobQueue;

  beforeEach(async () => {
    Object.assign(state, { isDatabaseUp: true, isQueueUp: true, jobs: { waiting: 3, delayed: 40 } });
    checks = new HealthChecks(silent);
    const metrics = new Metrics();
    @Module({
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: HealthChecks, useValue: checks },
        { provide: Metrics, useValue: metrics },
        { provide: BuiltInChecks, useFactory: () => new BuiltInChecks(checks, database, queue) },
        { provide: QueueGauge, useFactory: () => new QueueGauge(metrics, queue, silent) },
      ],
    })
    class OpsUnderTest {}
    app = await NestFactory.create<NestFastifyApplication>(OpsUnderTest, new FastifyAdapter(), {
      logger: false,
    });
    await app.init();
  });

  afterEach(() => app.close());

  it('is alive while everything else is away', async () => {
    Object.assign(state, { isDatabaseUp: false, isQueueUp: false });
    const answer = await app.inject('/health/live');
    expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('is ready when PostgreSQL and the queue answer', async () => {
    const answer = await app.inject('/health/ready');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      status: 'ok',
      checks: [
        { name: 'postgresql', ok: true },
        { name: 'queue', ok: true },
      ],
    });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it.each([
    ['postgresql', { isDatabaseUp: false }],
    ['queue', { isQueueUp: false }],
  ])('is unavailable without %s', async (name, change) => {
    Object.assign(state, change);
    const answer = await app.inject('/health/ready');
    const report: { status: string; checks: { name: string; ok: boolean }[] } = answer.json();
    expect([answer.statusCode, report.status]).toEqual([503, 'unavailable']);
    expect(report.checks.filter(({ ok }) => !ok)).toEqual([
      { name, ok: false, detail: expect.stringContaining('does not answer') },
    ]);
  });

  it('is unavailable when a check that another room added says so', async () => {
    checks.add('overdue', async () => 'Work is due and none is done.');
    const answer = await app.inject('/health/ready');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({
      checks: expect.arrayContaining([
        { name: 'overdue', ok: false, detail: 'Work is due and none is done.' },
      ]),
    });
  });

  it('shows the jobs in the queue by state, counted anew at each scrape', async () => {
    const first = await app.inject('/metrics');
    expect(first.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(first.body).toContain('synaptis_queue_jobs{state="delayed"} 40');
    state.jobs = { waiting: 9, delayed: 0 };
    expect((await app.inject('/metrics')).body).toContain('synaptis_queue_jobs{state="waiting"} 9');
  });

  it('shows all other metrics, and no stale counts, while the queue is away', async () => {
    await app.inject('/metrics');
    state.isQueueUp = false;
    const answer = await app.inject('/metrics');
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('process_cpu_seconds_total');
    expect(answer.body).not.toContain('synaptis_queue_jobs{');
  });
});
