import { MAPPING_LIMITS } from '../../../core/mapping';
import { SpentTime } from './spent-time';

/**
 * The only clock an expression can reach: it stands at the time the mapping was given.
 * `Date.now()` is what JSONata's own time limit reads, so it tells the processor time spent.
 */
export class MappingClock {
  readonly Date: DateConstructor;
  private readonly spent = new SpentTime(MAPPING_LIMITS.evaluationMs);
  private readonly moment = { now: Number.NaN };

  constructor() {
    const { spent, moment } = this;
    this.Date = class extends Date {
      constructor(...given: [] | [number]) {
        super(given.length === 0 ? moment.now : given[0]);
      }
      static override now() {
        return spent.ms();
      }
    } as DateConstructor;
  }

  /**
   * @param now Unix milliseconds; null where a mapping is given no time
   * @param patience see SpentTime
   */
  restart(now: number | null, patience: number): void {
    this.moment.now = now ?? Number.NaN;
    this.spent.restart(patience);
  }

  isOverLimit(): boolean {
    return this.spent.ms() > MAPPING_LIMITS.evaluationMs;
  }
}
