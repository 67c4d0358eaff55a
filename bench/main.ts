import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { ask, killChildren, startScript, stop } from './child';
import { type Backend, type Options, type Part, readOptions, USAGE } from './options';
import {
  measureContinuous,
  measureDrain,
  measureFiltered,
  measureLatency,
  measureLeads,
  measureMapped,
  measurePublish,
  type Sample,
  type Scene,
} from './parts';
import { printProfiles } from './profile';
import { printTable, type Result } from './report';
import { hasRedis, Stores } from './stores';
import { type Subject, SUBJECTS } from './subject';

interface Measurement {
  part: Part;
  /** Short, for progress lines and profile names. */
  name: string;
  title: string;
  run(scene: Scene): Promise<Sample>;
}

const MEASUREMENTS: Measurement[] = [
  {
    part: 'publish',
    name: 'publish',
    title: 'publishes/s, 64 connections',
    run: (scene) => measurePublish(scene, 1),
  },
  {
    part: 'batch',
    name: 'batch',
    title: 'events/s, batches of 100',
    run: (scene) => measurePublish(scene, 100),
  },
  {
    part: 'filters',
    name: 'filtered',
    title: 'filtered publishes/s against unfiltered',
    run: measureFiltered,
  },
  {
    part: 'leads',
    name: 'leads',
    title: 'leads/s against publishing their events',
    run: measureLeads,
  },
  { part: 'deliver', name: 'drain', title: 'deliveries/s, a backlog', run: measureDrain },
  { part: 'deliver', name: 'continuous', title: 'deliveries/s, all in one process', run: measureContinuous },
  {
    part: 'mappings',
    name: 'mapped',
    title: 'mapped deliveries/s against unmapped',
    run: measureMapped,
  },
  { part: 'latency', name: 'latency', title: 'publish to receipt at 500/s', run: measureLatency },
];

const BACKLOG: Record<Backend, number> = { redis: 24_000, embedded: 8_000 };

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const stores = await Stores.open();
  closeOnSignals(stores);
  try {
    for (const backend of options.backends) await measureBackend(backend, options, stores);
  } finally {
    await stores.close();
  }
}

/** PostgreSQL outlives its parent by design, so an interrupted benchmark has to stop it. */
function closeOnSignals(stores: Stores): void {
  const close = () => {
    killChildren();
    void stores.close().finally(() => process.exit(130));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, close);
}

async function measureBackend(backend: Backend, options: Options, stores: Stores): Promise<void> {
  if (backend === 'redis' && !(await hasRedis())) {
    progress('SKIPPED: everything on Redis, because no redis-server is on the PATH');
    return;
  }
  const results: Result[] = [];
  for (const measurement of MEASUREMENTS.filter(({ part }) => options.parts.includes(part))) {
    results.push(await measureRounds(measurement, { backend, options, stores }));
  }
  if (options.json) console.log(JSON.stringify({ backend, results }));
  else printTable(backend, results);
  if (options.profileDir !== null) printProfiles(options.profileDir, backend);
}

interface Context {
  backend: Backend;
  options: Options;
  stores: Stores;
}

/** Platform and ceiling take turns, so that a machine that slows down slows both. */
async function measureRounds(measurement: Measurement, context: Context): Promise<Result> {
  const { backend, options } = context;
  const samples: Result['samples'] = { platform: [], ceiling: [] };
  for (let round = 1; round <= options.rounds; round++) {
    for (const subject of options.ceilingOnly ? (['ceiling'] as const) : SUBJECTS) {
      const sample = await measureOnce(measurement, subject, context);
      samples[subject].push(sample);
      progress(`${backend}, ${measurement.name}, round ${round}, ${subject}: ${format(sample)}`);
    }
  }
  return { backend, title: measurement.title, samples };
}

/** Every measurement has its own empty stores and its own processes. */
async function measureOnce(measurement: Measurement, subject: Subject, context: Context): Promise<Sample> {
  const { backend, options, stores } = context;
  const stage = await stores.stage(backend);
  const [receiver, load] = [startScript('receiver'), startScript('load')];
  try {
    const receiverUrl = await ask<string>(receiver, { kind: 'listen' });
    const backlog = options.backlog ?? BACKLOG[backend];
    const profile = profileOf(measurement, context);
    return await measurement.run({
      subject,
      stage,
      receiver,
      receiverUrl,
      load,
      seconds: options.seconds,
      backlog,
      profile,
    });
  } finally {
    await Promise.all([stop(receiver), stop(load)]);
    await stage.dispose();
  }
}

function profileOf({ name }: Measurement, { backend, options }: Context): Scene['profile'] {
  if (options.profileDir === null) return null;
  const dir = resolve(options.profileDir);
  mkdirSync(dir, { recursive: true });
  return { dir, name: `${backend}-${name}` };
}

function format(sample: Sample): string {
  return Object.entries(sample)
    .map(([name, value]) => `${name} ${value >= 100 ? Math.round(value) : value.toFixed(1)}`)
    .join(', ');
}

function progress(line: string): void {
  console.error(line);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    console.error(`\n${USAGE}`);
    process.exit(1);
  },
);
