import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createPostgresBackend, Queue, setDefaultBackendFactory, Worker } from 'bullmq';
import { Pool as Database } from 'pg';
import { Pool as Receiver } from 'undici';
import { newId } from '../src/platform/ids';
import { insertEvents, insertResults, type CeilingEvent, type CeilingResult } from './ceiling-sql';
import { answer } from './child';
import { collector } from './collector';
import { leadData } from './lead';

/**
 * The ceiling: the least code that does the platform's work with the platform's libraries. It writes the
 * same rows with the same durability, but has no framework, no validation, no keys, no tenants, no address
 * guard, no logs and no metrics, and it sends a body it has in memory instead of reading the event back.
 */
export interface CeilingStart {
  role: 'api' | 'worker' | 'all';
  databaseUrl: string;
  redisUrl: string | null;
  receiverUrl: string;
  concurrency: number;
}

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const STANDARD_KEY = Buffer.alloc(32, 7);
const JOB = { removeOnComplete: true, removeOnFail: true };

async function start(plan: CeilingStart): Promise<string> {
  const { role, databaseUrl, redisUrl } = plan;
  const database = new Database({
    connectionString: databaseUrl,
    max: 12,
    options: '-c synchronous_commit=on',
  });
  if (redisUrl === null) setDefaultBackendFactory(createPostgresBackend);
  const connection =
    redisUrl === null
      ? ({ connectionString: databaseUrl, schema: 'bullmq', max: 4 } as object)
      : { url: redisUrl, maxRetriesPerRequest: null };
  if (role !== 'api') work(plan, database, connection);
  return role === 'worker' ? '' : serve(database, new Queue('ceiling', { connection }));
}

function serve(database: Database, queue: Queue): Promise<string> {
  const ringing = new Set<Promise<unknown>>();
  const store = collector(500, async (events: CeilingEvent[]) => {
    await insertEvents(database, events);
    const ring = queue.addBulk(events.map(({ id }) => toJob(id)));
    ringing.add(ring);
    void ring.finally(() => ringing.delete(ring));
  });
  // Nothing here finds jobs that got lost, so they have to be in the queue before the end.
  process.once('SIGTERM', () => void Promise.all(ringing).finally(() => process.exit(0)));
  const publish = async (text: string): Promise<object> => {
    const input = JSON.parse(text) as Draft | { events: Draft[] };
    const events = ('events' in input ? input.events : [input]).map(toEvent);
    await Promise.all(events.map(store));
    const views = events.map(({ id, type, created }) => ({ id, type, created, deliveries: 1 }));
    return 'events' in input ? { data: views } : views[0]!;
  };
  const server = createServer((request, response) => void respond(request, response, publish));
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
    });
  });
}

interface Draft {
  type: string;
  data: object;
}

function toJob(eventId: string) {
  return { name: 'attempt', data: {}, opts: { ...JOB, jobId: `dlv_${eventId.slice(4)}_1` } };
}

function toEvent({ type, data }: Draft): CeilingEvent {
  const id = newId('evt');
  const created = new Date().toISOString();
  return { id, type, created, body: JSON.stringify({ id, type, created, data, api_version: '2024-01-01' }) };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  publish: (text: string) => Promise<object>,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const answered = JSON.stringify(await publish(Buffer.concat(chunks).toString()));
  response.writeHead(202, { 'content-type': 'application/json' }).end(answered);
}

function work({ receiverUrl, concurrency }: CeilingStart, database: Database, connection: object): void {
  const receiver = new Receiver(receiverUrl, { connections: concurrency });
  const record = collector(200, (results: CeilingResult[]) => insertResults(database, results));
  const body = toEvent({ type: 'lead.verified', data: leadData(1) }).body;
  const send = async (deliveryId: string): Promise<void> => {
    const startedAt = new Date();
    const headers = sign(deliveryId, body, Math.floor(startedAt.getTime() / 1_000));
    const response = await receiver.request({ path: '/webhooks/synaptis', method: 'POST', headers, body });
    const responseBody = await response.body.text();
    const { statusCode, headers: responseHeaders } = response;
    const durationMs = Date.now() - startedAt.getTime();
    const url = `${receiverUrl}/webhooks/synaptis`;
    await record({
      deliveryId,
      url,
      headers,
      startedAt,
      durationMs,
      statusCode,
      responseHeaders,
      responseBody,
    });
  };
  const worker = new Worker('ceiling', (job) => send(job.id!.slice(0, 30)), { connection, concurrency });
  worker.on('error', (error) => console.error(error));
  worker.on('failed', (_job, error) => console.error(error));
}

function sign(deliveryId: string, body: string, timestamp: number): Record<string, string> {
  const id = `evt_${deliveryId.slice(4)}`;
  const hex = createHmac('sha256', SECRET).update(`${timestamp}.${body}`).digest('hex');
  const base64 = createHmac('sha256', STANDARD_KEY).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'user-agent': 'Synaptis-Webhooks/0.1.0',
    'x-synaptis-signature': `t=${timestamp},v1=${hex}`,
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${base64}`,
    'x-synaptis-event': 'lead.verified',
    'x-synaptis-delivery': deliveryId,
    'x-synaptis-attempt': '1',
  };
}

answer(start);
