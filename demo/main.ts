import { type Check } from './checks/check';
import { judgeEvidence } from './checks/judge-evidence';
import { printSummary } from './checks/print-summary';
import { Interrupted, stopEarly } from './stop-early';
import { Cleanup } from './story/cleanup';
import { emptyEvidence } from './story/evidence';
import { type Stage } from './story/stage';
import { tellStory } from './story/tell-story';
import { Screen } from './terminal/screen';

const EXIT = { allHappened: 0, notAllHappened: 1, interrupted: 130 } as const;

async function main(): Promise<number> {
  const startedMs = performance.now();
  const screen = new Screen(process.stdout, process.env);
  const stage: Stage = {
    screen,
    signal: stopEarly(screen),
    cleanup: new Cleanup(),
    evidence: emptyEvidence(),
    actors: new Map(),
    publishedMs: 0,
  };
  screen.print('', screen.paint.bold('Synaptis Webhooks: one event, three receivers, nothing lost'));
  const failures = await collectFailures(() => tellStory(stage));
  screen.progress('stopping');
  const leftovers = await stage.cleanup.run();
  screen.endProgress();
  if (failures.some((failure) => failure instanceof Interrupted)) {
    for (const leftover of leftovers) console.error(leftover);
    return EXIT.interrupted;
  }
  const checks = [...judgeEvidence(stage.evidence), judgeCleanup(leftovers)];
  printSummary(screen, checks, [...failures, ...leftovers]);
  const isGood = failures.length === 0 && checks.every(({ isTrue }) => isTrue);
  printVerdict(screen, isGood, performance.now() - startedMs);
  return isGood ? EXIT.allHappened : EXIT.notAllHappened;
}

async function collectFailures(run: () => Promise<void>): Promise<unknown[]> {
  try {
    await run();
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

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(EXIT.notAllHappened);
  },
);
