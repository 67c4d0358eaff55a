import { Injectable } from '@nestjs/common';
import { AttemptPreparer } from './attempt-preparer';
import { AttemptRecorder } from './attempt-recorder';
import { AttemptRules } from './attempt-rules';
import { AttemptSender } from './attempt-sender';
import { AttemptTelemetry } from './attempt-telemetry';
import { type AttemptJob } from './job-id';

export type AttemptRun =
  | { kind: 'recorded' }
  /** Nothing was sent: somebody did it already, or it is no longer wanted. */
  | { kind: 'stale' }
  /** Nothing was sent, and nothing will be before the customer mends the mapping. */
  | { kind: 'held' }
  /** Rang too soon, or while another attempt of the delivery is under way. */
  | { kind: 'early'; waitMs: number }
  /** Its receiver or account has its share of this worker, its receiver all messages it takes, or mappings cannot be run. */
  | { kind: 'full'; waitMs: number }
  /** Cut off by our own shutdown; to be made again by another worker. */
  | { kind: 'released' };

/** When a second job for the same delivery comes again. */
const ONE_AT_A_TIME_MS = 500;

/**
 * One attempt of one delivery: prepare, send, judge, record. First try, retry, replay and test all come
 * through here. What the receiver does is data; only our own trouble (database, queue) throws, and it is
 * never charged to the receiver's attempts.
 */
@Injectable()
export class AttemptService {
  /** A replay may ring while an attempt is on the wire; the two must not run side by side. */
  private readonly underWay = new Set<string>();

  constructor(
    private readonly preparer: AttemptPreparer,
    private readonly sender: AttemptSender,
    private readonly recorder: AttemptRecorder,
    private readonly telemetry: AttemptTelemetry,
    private readonly rules: AttemptRules,
  ) {}

  async run(job: AttemptJob): Promise<AttemptRun> {
    if (this.underWay.has(job.deliveryId)) return { kind: 'early', waitMs: ONE_AT_A_TIME_MS };
    this.underWay.add(job.deliveryId);
    try {
      return await this.attempt(job);
    } finally {
      this.underWay.delete(job.deliveryId);
    }
  }

  private async attempt(job: AttemptJob): Promise<AttemptRun> {
    const preparation = await this.preparer.prepare(job);
    if (preparation.kind !== 'ready') return preparation;
    const sent = await this.sender.send(preparation.attempt);
    if (sent.kind !== 'sent') return sent;
    const judged = this.rules.decide(sent.attempt);
    const moved = await this.recorder.record(judged);
    this.telemetry.attempted(judged, moved);
    return moved ? { kind: 'recorded' } : { kind: 'stale' };
  }
}
