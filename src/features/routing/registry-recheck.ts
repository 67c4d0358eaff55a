import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { DoNotCallRegistry } from '../../platform/do-not-call';
import { type IneligibleReason, type Lead } from '../leads';

/** Whether a lead may be contacted, as far as it will ever be known, or how long to wait before asking again. */
export type Recheck =
  { kind: 'settled'; ineligibleReason: IneligibleReason | null } | { kind: 'wait'; waitMs: number };

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 10 * 60_000;
const GIVE_UP_AFTER_MS = 24 * 60 * 60_000;
/** So long a worker that got no answer does not ask: those who wait must not take the time of those who need not. */
const PAUSE_MS = 5_000;

/** Asks the do-not-call registry again about leads that are held only because it was away when they came in. */
@Injectable()
export class RegistryRecheck {
  private pausedUntilMs = 0;

  constructor(
    private readonly registry: DoNotCallRegistry,
    private readonly clock: Clock,
  ) {}

  /**
   * Waits are as long as the lead is old, and so double: 30 s, 30 s, 1 min, … up to 10 min. After a day
   * nobody asks any more, and the lead stays held.
   *
   * @throws Error inside an open transaction
   */
  async judge({ ineligibleReason, phone, createdAt }: Lead): Promise<Recheck> {
    if (ineligibleReason !== 'do_not_call_unknown' || phone === null) {
      return { kind: 'settled', ineligibleReason };
    }
    const ageMs = Math.max(0, this.clock.now().getTime() - createdAt.getTime());
    // The door has asked just now.
    if (ageMs < FIRST_WAIT_MS) return { kind: 'wait', waitMs: FIRST_WAIT_MS - ageMs };
    const answer = await this.ask(phone);
    if (answer === 'clear') return { kind: 'settled', ineligibleReason: null };
    if (answer === 'listed') return { kind: 'settled', ineligibleReason: 'do_not_call' };
    if (ageMs >= GIVE_UP_AFTER_MS) return { kind: 'settled', ineligibleReason };
    return { kind: 'wait', waitMs: Math.min(ageMs, LONGEST_WAIT_MS) };
  }

  private async ask(phone: string) {
    if (this.clock.now().getTime() < this.pausedUntilMs) return 'unknown';
    const answer = await this.registry.judge(phone);
    if (answer === 'unknown') this.pausedUntilMs = this.clock.now().getTime() + PAUSE_MS;
    return answer;
  }
}
