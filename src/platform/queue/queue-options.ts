import { type ConnectionOptions, type QueueOptions, type WorkerOptions } from 'bullmq';
import { type ReadySettings } from '../config';
import { FAIL_FAST_REDIS_OPTIONS } from '../redis';

/** What is due within about a minute, each job naming one attempt of one delivery. */
export const DELIVERY_QUEUE = 'deliveries';
/** Leads with a step to take, each job naming one lead. */
export const LEAD_QUEUE = 'leads';
/** PostgreSQL schema that BullMQ keeps its tables in. */
export const QUEUE_SCHEMA = 'bullmq';
const REDIS_PREFIX = 'synaptis';
const POSTGRES_POOL = 4;

/** A producer hears at once when the queue is away: the event is safe in PostgreSQL and the sweep rings later. */
export function producerOptions(settings: ReadySettings): QueueOptions {
  return {
    prefix: REDIS_PREFIX,
    connection: queueConnection(settings, FAIL_FAST_REDIS_OPTIONS),
    streams: { events: { maxLen: 100 } },
    // History lives in PostgreSQL; a finished job leaves nothing behind, so its id may ring again.
    defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true, stackTraceLimit: 1 },
  };
}

/** Longest attempt plus a margin for a busy event loop. */
const LOCK_MS = 40_000;
const STALLED_CHECK_MS = 5_000;
/** The default of 1 would fail a job for good, without running it, after two crashes. */
const MAX_STALLED = 1_000_000;

/** A lead's transaction holds a connection through a dozen statements: this is a third of the pool that all share. */
const LEADS_AT_A_TIME = 4;

/** A worker waits for the queue as long as it takes, and takes over what a killed worker held. */
export function workerOptions(queue: string, settings: ReadySettings): WorkerOptions {
  return {
    prefix: REDIS_PREFIX,
    connection: queueConnection(settings, { maxRetriesPerRequest: null }),
    concurrency: queue === LEAD_QUEUE ? LEADS_AT_A_TIME : settings.workerConcurrency,
    lockDuration: LOCK_MS,
    stalledInterval: STALLED_CHECK_MS,
    maxStalledCount: MAX_STALLED,
    runRetryDelay: 1_000,
    autorun: false,
  };
}

function queueConnection(settings: ReadySettings, redis: object): ConnectionOptions {
  if (settings.redisUrl !== null) return { url: settings.redisUrl, ...redis };
  return {
    connectionString: settings.databaseUrl,
    schema: QUEUE_SCHEMA,
    max: POSTGRES_POOL,
    connectionTimeoutMillis: 3_000,
    query_timeout: 15_000,
    keepAlive: true,
  };
}
