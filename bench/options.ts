import { parseArgs } from 'node:util';

export const BACKENDS = ['redis', 'embedded'] as const;
export type Backend = (typeof BACKENDS)[number];

export const PARTS = ['publish', 'batch', 'filters', 'leads', 'deliver', 'mappings', 'latency'] as const;
export type Part = (typeof PARTS)[number];

export interface Options {
  backends: Backend[];
  parts: Part[];
  /** Measure the bare scripts only. */
  ceilingOnly: boolean;
  rounds: number;
  /** Length of one measurement after its warm-up. */
  seconds: number;
  /** Deliveries in the backlog that is drained; by backend unless told. */
  backlog: number | null;
  /** Where CPU profiles of the platform go. */
  profileDir: string | null;
  json: boolean;
}

export const USAGE = `Usage: npm run bench -- [options]

  --backend redis|embedded                         one queue backend only
  --only publish|batch|filters|leads|deliver|mappings|latency|ceiling
                                                   one part only; ceiling: all parts, bare scripts only
  --rounds N       pairs of measurements, 3 by default (1-20)
  --seconds N      length of one measurement, 6 by default (1-120)
  --backlog N      deliveries to drain, 20000 on Redis and 8000 on PostgreSQL by default (1000-200000)
  --profile DIR    write CPU profiles of the platform to DIR and print what they are made of
  --json           print the result as JSON on standard output (progress stays on standard error)`;

/** @throws Error with a sentence for the person who called */
export function readOptions(argv: string[]): Options {
  const { values } = parseArgs({
    args: argv,
    options: {
      backend: { type: 'string' },
      only: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '6' },
      backlog: { type: 'string' },
      profile: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const ceilingOnly = values.only === 'ceiling';
  return {
    backends: choose('--backend', BACKENDS, values.backend),
    parts: choose('--only', PARTS, ceilingOnly ? undefined : values.only),
    ceilingOnly,
    rounds: integer('--rounds', values.rounds, [1, 20]),
    seconds: integer('--seconds', values.seconds, [1, 120]),
    backlog: values.backlog === undefined ? null : integer('--backlog', values.backlog, [1_000, 200_000]),
    profileDir: values.profile ?? null,
    json: values.json,
  };
}

function choose<T extends string>(name: string, choices: readonly T[], text: string | undefined): T[] {
  if (text === undefined) return [...choices];
  const choice = choices.find((one) => one === text);
  if (choice === undefined) throw new Error(`${name} must be one of ${choices.join(', ')}`);
  return [choice];
}

function integer(name: string, text: string, [min, max]: [number, number]): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new Error(`${name} must be a whole number from ${min} to ${max}`);
}
