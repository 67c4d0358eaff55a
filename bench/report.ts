import { type Backend } from './options';
import { type Sample } from './parts';
import { summarise, type Summary } from './statistics';
import { type Subject } from './subject';

/** All rounds of one measurement; pairs stand at the same place in both lists. */
export interface Result {
  backend: Backend;
  title: string;
  samples: Record<Subject, Sample[]>;
}

const COLUMNS = [44, 26, 26, 18];

export function printTable(backend: Backend, results: Result[]): void {
  const rounds = Math.max(...results.map(({ samples }) => samples.ceiling.length));
  const queue = backend === 'redis' ? 'queue on Redis' : 'queue on PostgreSQL (embedded default)';
  console.log(`\n${queue}, ${rounds} rounds: median (lowest–highest)\n`);
  console.log(row(['', 'platform', 'ceiling', 'platform/ceiling']));
  for (const result of results) for (const line of linesOf(result)) console.log(line);
}

function linesOf({ title, samples }: Result): string[] {
  const names = Object.keys(samples.ceiling[0] ?? {});
  return names.map((name) => {
    const label = `${title}${LABELS[name] ?? ''}`;
    const platform = valuesOf(samples.platform, name);
    const ceiling = valuesOf(samples.ceiling, name);
    const ratios = platform.map((value, round) => (value / ceiling[round]!) * 100);
    const ratio = name === 'perSecond' && ratios.length > 0 ? show(summarise(ratios), ' %') : '';
    return row([label, showAll(platform), showAll(ceiling), ratio]);
  });
}

const LABELS: Record<string, string> = {
  cpuMicros: ', CPU µs each',
  p50Ms: ', p50 ms',
  p99Ms: ', p99 ms',
  maxMs: ', max ms',
};

function valuesOf(samples: Sample[], name: string): number[] {
  return samples.flatMap((sample) => sample[name] ?? []);
}

function showAll(values: number[]): string {
  return values.length === 0 ? '–' : show(summarise(values));
}

function show({ median, lowest, highest }: Summary, unit = ''): string {
  return `${digits(median)}${unit} (${digits(lowest)}–${digits(highest)})`;
}

function digits(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(value >= 10 ? 0 : 1);
}

function row(cells: string[]): string {
  return cells
    .map((cell, index) => (index === 0 ? cell.padEnd(COLUMNS[0]!) : cell.padStart(COLUMNS[index]!)))
    .join('');
}
