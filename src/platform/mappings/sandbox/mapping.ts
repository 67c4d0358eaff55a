import type { Expression } from 'jsonata';
import {
  describeFailure,
  failedMapping,
  MAPPING_LIMITS,
  timeLimitFailure,
  writeOutput,
} from '../../../core/mapping';
import { type SandboxAnswer, type SandboxJob } from '../protocol';
import { freezeDeeply } from './freeze-deeply';
import { registerGuardedFunctions, WITHOUT_TIME } from './guarded-functions';
import { copyLibrary } from './library';
import { LinearRegExp } from './linear-regexp';
import { MappingClock } from './mapping-clock';

/** Frozen: an expression that digs up its environment finds them there. */
const OPTIONS = Object.freeze({
  timeout: MAPPING_LIMITS.evaluationMs,
  stack: MAPPING_LIMITS.openSteps,
  sequence: MAPPING_LIMITS.listLength,
  RegexEngine: LinearRegExp as unknown as RegExpConstructor,
});
/** How many times as long our own may take: they are bounded by what they are, and cold code on a busy machine is slow. */
const PATIENCE_WITH_OURS = 4;

/** One compiled expression, with a copy of the library of its own. */
export class Mapping {
  private readonly clock = new MappingClock();
  private readonly compiled: Expression;

  /** @throws what JSONata throws for an expression it cannot read */
  constructor(private readonly expression: string) {
    this.compiled = copyLibrary(this.clock)(expression, OPTIONS);
    registerGuardedFunctions(this.compiled);
    // It is kept for the next evaluation: nothing an expression writes to its own inside may reach that one.
    freezeDeeply(this.compiled.ast());
  }

  /**
   * @param input JSON
   * @param terms see SandboxJob
   */
  async evaluate(
    input: string,
    { now, isOurs = false }: Pick<SandboxJob, 'now' | 'isOurs'>,
  ): Promise<SandboxAnswer> {
    const value: unknown = JSON.parse(input);
    this.clock.restart(now, isOurs ? PATIENCE_WITH_OURS : 1);
    try {
      const end = await endOf(this.compiled.evaluate(value, now === null ? WITHOUT_TIME : {}));
      if (end.kind === 'none') return failedMapping('RUNTIME', 'The expression waits for something forever.');
      if (end.kind === 'failed') return describeFailure(end.error, this.expression);
      const writing = writeOutput(end.value);
      // One long call of a built-in function passes the library's own checks, which stand between the steps.
      if (this.clock.isOverLimit()) return timeLimitFailure();
      return writing.kind === 'written' ? { kind: 'value', json: writing.json } : writing;
    } catch (error) {
      return describeFailure(error, this.expression);
    }
  }
}

type End = { kind: 'value'; value: unknown } | { kind: 'failed'; error: unknown } | { kind: 'none' };

/**
 * An evaluation is asynchronous in form only: with neither timers nor I/O in reach it ends before the event
 * loop turns. One that has not is waiting for a promise an expression made up, and would wait for good.
 *
 * The turn is waited for in any case: a list that failed at its first item goes on with the others, and what goes
 * on shall be part of this job, not of the next one.
 */
async function endOf(evaluation: Promise<unknown>): Promise<End> {
  let end: End = { kind: 'none' };
  evaluation.then(
    (value) => (end = { kind: 'value', value }),
    (error: unknown) => (end = { kind: 'failed', error }),
  );
  await new Promise((resolve) => setImmediate(resolve));
  return end;
}
