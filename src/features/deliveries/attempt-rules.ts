import { Injectable } from '@nestjs/common';
import { decideNext } from '../../core/delivery';
import { Clock } from '../../platform/clock';
import { Settings } from '../../platform/config';
import { formatOf } from '../connectors';
import { type SentAttempt } from './attempt-sender';
import { type JudgedAttempt } from './judged-attempt';

/** Applies the rule of the webhook's format and those of `core` with this process's settings and time. */
@Injectable()
export class AttemptRules {
  constructor(
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  judge(sent: SentAttempt): JudgedAttempt {
    const { delivery, number, target } = sent.prepared;
    const verdict = formatOf(target.content.format).judge(sent.outcome);
    const decision = decideNext({
      verdict,
      attemptNumber: number,
      roundStart: delivery.roundStart,
      scheduleMs: target.retryScheduleMs ?? this.settings.retryScheduleMs,
      nowMs: this.clock.nowMs(),
      jitter: this.settings.retryJitter,
      random: Math.random(),
    });
    return { ...sent, verdict, decision };
  }
}
