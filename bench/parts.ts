import { type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, cpuMs } from './child';
import { type ClosedLoop, type ClosedLoopReport, type OpenLoop, type OpenLoopReport } from './load';
import { type ReceiverQuestion, type ReceiverReport } from './receiver';
import { monotonicMs, quantile } from './statistics';
import { createWebhook, launch, type Role, type Running, type Subject } from './subject';
import { type Stage } from './stores';

/** Figures of one measurement, by name. */
export type Sample = Record<string, number>;

/** Everything one measurement works with. */
export interface Scene {
  subject: Subject;
  stage: Stage;
  receiver: ChildProcess;
  receiverUrl: string;
  load: ChildProcess;
  seconds: number;
  backlog: number;
  profile: { dir: string; name: string } | null;
  /** What the webhook has beyond URL and events; nothing unless told. */
  webhook?: object;
}

/** Two conditions that every event of the load meets, so that both sides write the same. */
const FILTERED = {
  filter: {
    data: { quality_score: { $gte: 60 }, contact: { address: { state: { $in: ['CO', 'TX', 'FL'] } } } },
  },
};
/** A mapping such as customers write: some fields picked, one put together, one rewritten. */
const MAPPED = {
  mapping: `{
    "lead": event.data.lead_id,
    "name": event.data.contact.(first_name & " " & last_name),
    "digits": $replace(event.data.contact.phone, /[^0-9]/, ""),
    "rating": event.data.quality_score >= 80 ? "hot" : "cold"
  }`,
};

const WARM_UP_SECONDS = 3;
const LATENCY_RATE = 500;
const LATENCY_SECONDS = 10;
/** Part of a backlog that only warms the process up. */
const WARM_UP_SHARE = 0.5;
/** In one process: what may be published and not yet received. */
const MOST_OUTSTANDING = 1_000;
const DELIVERY_LIMIT_MS = 90_000;
const RECORDED = `SELECT count(*) FROM deliveries WHERE status = 'success'`;

/** Publishes as fast as answers come; nothing is delivered meanwhile. */
export async function measurePublish(scene: Scene, batch: number): Promise<Sample> {
  const running = await begin(scene, 'api');
  const plan = { ...targetOf(running), batch, inFlight: batch === 1 ? 64 : 16 };
  const warmUp = await publish(scene, { ...plan, seconds: WARM_UP_SECONDS });
  const cpuBefore = cpuMs(running.pid);
  const report = await publish(scene, { ...plan, seconds: scene.seconds });
  const cpu = cpuSince(running, cpuBefore, report.accepted);
  await running.stop();
  const stored = await scene.stage.count('SELECT count(*) FROM events');
  if (stored !== warmUp.accepted + report.accepted)
    throw new Error('Accepted events are missing in the database');
  return { perSecond: report.accepted / report.seconds, ...cpu };
}

/** Leads by the first door. What they are held against is the platform itself, publishing the same events. */
export async function measureLeads(scene: Scene): Promise<Sample> {
  const content = scene.subject === 'platform' ? 'lead' : 'lead-event';
  const running = await begin({ ...scene, subject: 'platform' }, 'api');
  const plan = { ...targetOf(running), batch: 1, inFlight: 64, content } as const;
  const warmUp = await publish(scene, { ...plan, seconds: WARM_UP_SECONDS, firstSequence: 0 });
  const cpuBefore = cpuMs(running.pid);
  const firstSequence = warmUp.accepted;
  const report = await publish(scene, { ...plan, seconds: scene.seconds, firstSequence });
  const cpu = cpuSince(running, cpuBefore, report.accepted);
  await running.stop();
  return { perSecond: report.accepted / report.seconds, ...cpu };
}

/** Publishes to a webhook with a filter, held against the platform itself publishing to one without. */
export function measureFiltered(scene: Scene): Promise<Sample> {
  return measurePublish(againstItself(scene, FILTERED), 1);
}

/** Deliveries with a mapping, held against the platform itself delivering without one. */
export function measureMapped(scene: Scene): Promise<Sample> {
  return measureDrain(againstItself(scene, MAPPED));
}

/** The platform on both sides; what it is held against is the one whose webhook has nothing special. */
function againstItself(scene: Scene, webhook: object): Scene {
  return { ...scene, subject: 'platform', webhook: scene.subject === 'platform' ? webhook : {} };
}

/** Publishes a backlog first, then starts a worker and times how it delivers and records it. */
export async function measureDrain(scene: Scene): Promise<Sample> {
  const api = await begin(scene, 'api');
  const plan = { ...targetOf(api), batch: 100, inFlight: 4, events: scene.backlog };
  const { accepted } = await publish(scene, plan);
  await api.stop();
  const worker = await start(scene, 'worker');
  const from = await untilReceived(scene, accepted * WARM_UP_SHARE);
  const cpuBefore = cpuMs(worker.pid);
  await untilReceived(scene, accepted);
  await untilRecorded(scene, accepted);
  const delivered = accepted - from.received;
  const seconds = (monotonicMs() - from.atMs) / 1_000;
  const cpu = cpuSince(worker, cpuBefore, delivered);
  await worker.stop();
  const attempts = await scene.stage.count('SELECT count(*) FROM attempts');
  if (attempts !== accepted) throw new Error(`${attempts} attempts were recorded for ${accepted} deliveries`);
  return { perSecond: delivered / seconds, ...cpu };
}

/** One process publishes and delivers at the same time; publishing waits when deliveries fall behind. */
export async function measureContinuous(scene: Scene): Promise<Sample> {
  const running = await begin(scene, 'all');
  const outstanding = { most: MOST_OUTSTANDING, receiverUrl: scene.receiverUrl };
  const seconds = WARM_UP_SECONDS + scene.seconds + 1;
  const publishing = publish(scene, { ...targetOf(running), batch: 1, inFlight: 64, seconds, outstanding });
  await sleep(WARM_UP_SECONDS * 1_000);
  const [before, fromMs, cpuBefore] = [await scene.stage.count(RECORDED), monotonicMs(), cpuMs(running.pid)];
  await sleep(scene.seconds * 1_000);
  const delivered = (await scene.stage.count(RECORDED)) - before;
  const sample = {
    perSecond: (delivered * 1_000) / (monotonicMs() - fromMs),
    ...cpuSince(running, cpuBefore, delivered),
  };
  await untilRecorded(scene, (await publishing).accepted);
  await running.stop();
  return sample;
}

/** From the moment a publish was due to be sent to the first byte of its delivery being read. */
export async function measureLatency(scene: Scene): Promise<Sample> {
  const running = await begin(scene, 'all');
  // At full speed first: at 500/s alone the engine would still be compiling when the measurement begins.
  const { accepted } = await publish(scene, {
    ...targetOf(running),
    batch: 1,
    inFlight: 64,
    seconds: WARM_UP_SECONDS * 2,
    outstanding: { most: MOST_OUTSTANDING, receiverUrl: scene.receiverUrl },
  });
  await untilRecorded(scene, accepted);
  const plan: OpenLoop = { kind: 'open', ...targetOf(running), rate: LATENCY_RATE, seconds: WARM_UP_SECONDS };
  const warmUp = await ask<OpenLoopReport>(scene.load, plan);
  await untilRecorded(scene, accepted + warmUp.sent.length);
  await askReceiver(scene, { kind: 'reset', record: true });
  const seconds = Math.max(scene.seconds, LATENCY_SECONDS);
  const cpuBefore = cpuMs(running.pid);
  const { sent, failed } = await ask<OpenLoopReport>(scene.load, { ...plan, seconds });
  if (failed > 0) throw new Error(`${failed} publishes failed`);
  await untilReceived(scene, sent.length);
  const cpu = cpuSince(running, cpuBefore, sent.length);
  const { arrivals } = await askReceiver(scene, { kind: 'report' });
  await running.stop();
  const arrivedAt = new Map(arrivals);
  const waits = sent.map(([id, dueMs]) => arrivedAt.get(id)! - dueMs).toSorted((a, b) => a - b);
  return { p50Ms: quantile(waits, 0.5), p99Ms: quantile(waits, 0.99), maxMs: waits.at(-1)!, ...cpu };
}

async function begin(scene: Scene, role: Role): Promise<Running> {
  await askReceiver(scene, { kind: 'reset', record: false });
  const running = await start(scene, role);
  await createWebhook(scene.subject, running, {
    url: `${scene.receiverUrl}/webhooks/synaptis`,
    ...scene.webhook,
  });
  return running;
}

function start({ subject, stage, receiverUrl, profile }: Scene, role: Role): Promise<Running> {
  const named = profile && { dir: profile.dir, name: `${profile.name}-${role}` };
  return launch(subject, { role, stage, receiverUrl, profile: named });
}

async function publish(scene: Scene, plan: Omit<ClosedLoop, 'kind'>): Promise<ClosedLoopReport> {
  const report = await ask<ClosedLoopReport>(scene.load, { kind: 'closed', ...plan });
  if (report.failed > 0)
    throw new Error(`${report.failed} publishes failed, the first: ${report.firstFailure}`);
  return report;
}

function askReceiver(scene: Scene, question: ReceiverQuestion): Promise<ReceiverReport> {
  return ask<ReceiverReport>(scene.receiver, question);
}

/** @returns how many had arrived, and when that was seen */
async function untilReceived(scene: Scene, count: number): Promise<{ received: number; atMs: number }> {
  const limitMs = monotonicMs() + DELIVERY_LIMIT_MS;
  while (monotonicMs() < limitMs) {
    const { received } = await askReceiver(scene, { kind: 'report' });
    if (received >= count) return { received, atMs: monotonicMs() };
    await sleep(10);
  }
  throw new Error(`The receiver did not get ${count} deliveries in time`);
}

async function untilRecorded({ stage }: Scene, count: number): Promise<void> {
  const limitMs = monotonicMs() + DELIVERY_LIMIT_MS;
  while ((await stage.count(RECORDED)) < count) {
    if (monotonicMs() > limitMs) throw new Error(`Fewer than ${count} deliveries were recorded in time`);
    await sleep(10);
  }
}

function targetOf({ url, key }: Running): { url: string; key: string } {
  return { url, key };
}

/** Processor time of the measured process itself for each event, in microseconds. */
function cpuSince({ pid }: Running, before: number | null, events: number): Sample {
  const now = cpuMs(pid);
  return before === null || now === null ? {} : { cpuMicros: ((now - before) * 1_000) / events };
}
