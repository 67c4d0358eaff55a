import { type Check } from './checks/check';
import { printSummary } from './checks/print-summary';
import { Interrupted, stopEarly } from './stop-early';
import { Cleanup } from './story/cleanup';
import { printHeading, type Scene } from './story/scene';
import { Screen } from './terminal/screen';

const EXIT = { allHappened: 0, notAllHappened: 1, interrupted: 130 } as const;

export interface Demo {
  title: string;
  tell: (scene: Scene) => Promise<void>;
  /** Asked at the end, however far the telling came. */
  judge: () => Check[];
  /** Number of the last chapter, the one of the checks. */
  lastChapter: number;
}

/** Tells it, cleans up, prints the checks and ends the process: with 0 only when all of it happened. */
export function runDemo(demo: Demo): void {
  run(demo).then(
    (code) => process.exit(code),
    (error: unknown) => {
      console.error(error);
      process.exit(EXIT.notAllHappened);
    },
  );
}

async function run({ title, tell, judge, lastChapter }: Demo): Promise<number> {
  const startedMs = performance.now();
  const screen = new Screen(process.stdout, process.env);
  const scene: Scene = { screen, signal: stopEarly(screen), cleanup: new Cleanup() };
  screen.print('', screen.paint.bold(title));
  const failures = await collectFailures(() => tell(scene));
  screen.progress('stopping');
  const leftovers = await scene.cleanup.run();
  screen.endProgress();
  if (failures.some((failure) => failure instanceof Interrupted)) {
    for (const leftover of leftovers) console.error(leftover);
    return EXIT.interrupted;
  }
  const checks = [...judge(), judgeCleanup(leftovers)];
  printHeading(scene, lastChapter, 'What was to happen, and what was found');
  printSummary(screen, checks, [...failures, ...leftovers]);
  const isGood = failures.length === 0 && checks.every(({ isTrue }) => isTrue);
  printVerdict(screen, isGood, performance.now() - startedMs);
  return isGood ? EXIT.allHappened : EXIT.notAllHappened;
}

async function collectFailures(tell: () => Promise<void>): Promise<unknown[]> {
  try {
    await tell();
    return [];
  } catch (error) {
    return [error];
  }
}

function judgeCleanup(leftovers: unknown[]): Check {
  const isTrue = leftovers.length === 0;
  const found = isTrue ? 'all stopped, temporary files removed' : `${leftovers.length} steps failed`;
  return { name: 'Nothing is left behind', isTrue, found };
}

function printVerdict(screen: Screen, isGood: boolean, tookMs: number): void {
  const { paint } = screen;
  const verdict = isGood ? paint.green('All of it happened') : paint.red('Not all of it happened');
  screen.print('', `${paint.bold(verdict)}, in ${(tookMs / 1000).toFixed(1)} s.`, '');
}
