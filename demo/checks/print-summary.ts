import { inspect } from 'node:util';
import { type Screen } from '../terminal/screen';
import { type Check } from './check';

/** Every check with its mark and what was found, then what went wrong in between. */
export function printSummary(screen: Screen, checks: readonly Check[], failures: readonly unknown[]): void {
  const { paint } = screen;
  const width = Math.max(...checks.map(({ name }) => name.length));
  for (const { name, isTrue, found } of checks) {
    const mark = isTrue ? paint.green('✓') : paint.red('✗');
    screen.print(`${mark} ${name.padEnd(width)}  ${isTrue ? paint.dim(found) : paint.red(found)}`);
  }
  for (const failure of failures) {
    const text = failure instanceof Error ? failure.message : inspect(failure);
    screen.print('', paint.red(text));
  }
}
