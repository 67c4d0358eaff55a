import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { answer } from './child';
import { batchBody, eventBody, leadBody, leadEventBody } from './lead';
import { monotonicMs } from './statistics';

interface Target {
  url: string;
  key: string;
}

/** Publishes as fast as the answers come, until the time is over or the count is reached. */
export interface ClosedLoop extends Target {
  kind: 'closed';
  /** What a request sends; events by default. */
  content?: Content;
  /** Where the numbers of leads begin, so that a second run sends none again. */
  firstSequence?: number;
  /** Events in a request; 1 uses `POST /v1/events`. */
  batch: number;
  /** Requests under way at the same time. */
  inFlight: number;
  seconds?: number;
  events?: number;
  /** Waits while this many published events have not reached the receiver. */
  outstanding?: { most: number; receiverUrl: string };
}

/** `lead`: `POST /v1/leads`; `lead-event`: `POST /v1/events` with the event such a lead makes. */
export type Content = 'event' | 'lead' | 'lead-event';

/** Publishes one event every `1 / rate` seconds, whether answers come or not. */
export interface OpenLoop extends Target {
  kind: 'open';
  rate: number;
  seconds: number;
}

export interface ClosedLoopReport {
  accepted: number;
  seconds: number;
  failed: number;
  /** Status and start of the first answer that was not the one of success. */
  firstFailure: string | null;
}

export interface OpenLoopReport {
  /** Event id and the time its request was due, so that a late sender does not flatter the result. */
  sent: [string, number][];
  failed: number;
}

const BODIES = 2_000;
const CONNECTIONS = 64;
const LOOK_MS = 5;

async function runClosed(plan: ClosedLoop): Promise<ClosedLoopReport> {
  const { path, success, bodyOf } = requestsOf(plan);
  const { firstSequence = 0 } = plan;
  const pool = new Pool(plan.url, { connections: CONNECTIONS });
  const gate = new Gate(plan.outstanding);
  const report = { accepted: 0, seconds: 0, failed: 0, firstFailure: null as string | null };
  const startMs = monotonicMs();
  const endMs = startMs + (plan.seconds ?? 600) * 1_000;
  let claimed = 0;
  const loop = async () => {
    while (monotonicMs() < endMs && claimed < (plan.events ?? Infinity)) {
      const body = bodyOf(firstSequence + claimed / plan.batch);
      claimed += plan.batch;
      await gate.wait(claimed);
      const { status, text } = await post(pool, path, { key: plan.key, body });
      if (status === success) report.accepted += plan.batch;
      else report.failed++;
      if (status !== success) report.firstFailure ??= `${status} ${text.slice(0, 300)}`;
    }
  };
  await Promise.all(Array.from({ length: plan.inFlight }, loop));
  report.seconds = (monotonicMs() - startMs) / 1_000;
  gate.close();
  await pool.close();
  return report;
}

/** Bodies are made beforehand where they may repeat; every lead has to be a new one. */
function requestsOf({ content = 'event', batch }: ClosedLoop) {
  if (content === 'lead') return { path: '/v1/leads', success: 201, bodyOf: leadBody };
  if (content === 'lead-event') return { path: '/v1/events', success: 202, bodyOf: leadEventBody };
  const bodies = Array.from({ length: Math.ceil(BODIES / batch) }, (_, index) =>
    batch === 1 ? eventBody(index) : batchBody(index * batch, batch),
  );
  const path = batch === 1 ? '/v1/events' : '/v1/events/batch';
  return { path, success: 202, bodyOf: (sequence: number) => bodies[sequence % bodies.length]! };
}

async function runOpen({ url, key, rate, seconds }: OpenLoop): Promise<OpenLoopReport> {
  const pool = new Pool(url, { connections: CONNECTIONS });
  const report: OpenLoopReport = { sent: [], failed: 0 };
  const underWay: Promise<void>[] = [];
  const startMs = monotonicMs();
  for (let sequence = 0; sequence < rate * seconds; sequence++) {
    const dueMs = startMs + (sequence * 1_000) / rate;
    const waitMs = dueMs - monotonicMs();
    if (waitMs > 0) await sleep(waitMs);
    const one = post(pool, '/v1/events', { key, body: eventBody(sequence) }).then(({ status, text }) => {
      if (status === 202) report.sent.push([(JSON.parse(text) as { id: string }).id, dueMs]);
      else report.failed++;
    });
    underWay.push(one);
  }
  await Promise.all(underWay);
  await pool.close();
  return report;
}

async function post(
  pool: Pool,
  path: string,
  { key, body }: { key: string; body: string },
): Promise<{ status: number; text: string }> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const response = await pool.request({ path, method: 'POST', headers, body });
  return { status: response.statusCode, text: await response.body.text() };
}

/** Holds the loops back while too much is published and not yet received. */
class Gate {
  private readonly receiver: Pool | null;
  private received = 0;

  constructor(private readonly limits: ClosedLoop['outstanding']) {
    this.receiver = limits ? new Pool(limits.receiverUrl, { connections: 1 }) : null;
    if (this.receiver) void this.follow(this.receiver);
  }

  async wait(claimed: number): Promise<void> {
    while (this.limits && claimed - this.received > this.limits.most) await sleep(LOOK_MS);
  }

  close(): void {
    void this.receiver?.close();
  }

  private async follow(receiver: Pool): Promise<void> {
    while (!receiver.closed) {
      const { body } = await receiver.request({ path: '/', method: 'GET' });
      this.received = Number(await body.text());
      await sleep(LOOK_MS);
    }
  }
}

answer((plan: ClosedLoop | OpenLoop) => (plan.kind === 'closed' ? runClosed(plan) : runOpen(plan)));
