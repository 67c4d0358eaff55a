import { describeFailure, MAPPING_LIMITS, timeLimitFailure, writeOutput } from '../../../core/mapping';
import { type SandboxAnswer, type SandboxJob } from '../protocol';
import { freezeDeeply } from './freeze-deeply';
import { registerGuardedFunctions, WITHOUT_TIME } from './guarded-functions';
import { copyLibrary, type SynchronousExpression } from './library';
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
  private readonly compiled: SynchronousExpression;

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
  evaluate(input: string, { now, isOurs = false }: Pick<SandboxJob, 'now' | 'isOurs'>): SandboxAnswer {
    const value: unknown = JSON.parse(input);
    this.clock.restart(now, isOurs ? PATIENCE_WITH_OURS : 1);
    try {
      const writing = writeOutput(this.compiled.evaluate(value, now === null ? WITHOUT_TIME : {}));
      // One long call of a built-in function passes the library's own checks, which stand between the steps.
      if (this.clock.isOverLimit()) return timeLimitFailure();
      return writing.kind === 'written' ? { kind: 'value', json: writing.json } : writing;
    } catch (error) {
      return describeFailure(error, this.expression);
    }
  }
}
