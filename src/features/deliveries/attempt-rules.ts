import { Injectable } from '@nestjs/common';
import { decideNext } from '../../core/delivery';
import { Clock } from '../../platform/clock';
import { Settings } from '../../platform/config';
import { type SentAttempt } from './attempt-sender';
import { type JudgedAttempt } from './judged-attempt';

/** Applies the rules of `core` with this process's settings and time. */
@Injectable()
export class AttemptRules {
  constructor(
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  decide(sent: SentAttempt): JudgedAttempt {
    const { delivery, number, target } = sent.prepared;
    const decision = decideNext({
      verdict: sent.verdict,
      attemptNumber: number,
      roundStart: delivery.roundStart,
      scheduleMs: target.retryScheduleMs ?? this.settings.retryScheduleMs,
      nowMs: this.clock.nowMs(),
      jitter: this.settings.retryJitter,
      random: Math.random(),
    });
    return { ...sent, decision };
  }
}
