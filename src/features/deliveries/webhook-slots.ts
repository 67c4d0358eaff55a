import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Settings } from '../../platform/config';

interface Line {
  running: number;
  /** Deliveries handed back and not attempted since. */
  waiting: Set<string>;
  /** Moving average of how long an attempt takes, in milliseconds. */
  meanMs: number;
  lastStartMs: number;
}

export type Slot = { kind: 'taken' } | { kind: 'full'; waitMs: number };

/** A receiver faster than this cannot hold others up, however much it gets. */
const SLOW_MS = 250;
/** One slow receiver may use this share of a worker. */
const SHARE = 0.25;
const WEIGHT_OF_LATEST = 0.2;
const SHORTEST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 30_000;
/** Waiting deliveries counted for one webhook. */
const MOST_REMEMBERED = 10_000;
/** Webhooks remembered; the longest unused is forgotten first. */
const MOST_LINES = 10_000;

/**
 * Keeps one slow or dead receiver from taking a whole worker. Beyond its share, attempts go back to the
 * queue for about as long as the line in front of them takes, which costs them no attempt.
 */
@Injectable()
export class WebhookSlots {
  private readonly lines = new Map<string, Line>();
  private readonly most: number;

  constructor(
    private readonly clock: Clock,
    settings: Settings,
  ) {
    this.most = Math.max(1, Math.floor(settings.workerConcurrency * SHARE));
  }

  /** Takes a slot, to be given back by `release`, or says when to come again. */
  take(webhookId: string, deliveryId: string): Slot {
    const line = this.lineOf(webhookId);
    if (line.running >= this.most && this.isSlow(line)) {
      if (line.waiting.size < MOST_REMEMBERED) line.waiting.add(deliveryId);
      return { kind: 'full', waitMs: this.waitIn(line) };
    }
    line.running++;
    line.waiting.delete(deliveryId);
    line.lastStartMs = this.clock.nowMs();
    return { kind: 'taken' };
  }

  /** @param durationMs how long the attempt took */
  release(webhookId: string, durationMs: number): void {
    const line = this.lines.get(webhookId);
    if (!line) return;
    line.running--;
    line.meanMs += WEIGHT_OF_LATEST * (durationMs - line.meanMs);
  }

  /** As long as the line takes, spread so that those who wait come one after the other. Whole milliseconds. */
  private waitIn({ meanMs, waiting }: Line): number {
    const lineMs = (Math.max(meanMs, SLOW_MS) * waiting.size) / this.most;
    const spread = lineMs * (0.25 + Math.random());
    return Math.round(Math.min(Math.max(spread, SHORTEST_WAIT_MS), LONGEST_WAIT_MS));
  }

  /** Slow by experience, or because everything under way has been so for a while. */
  private isSlow({ meanMs, lastStartMs }: Line): boolean {
    return meanMs > SLOW_MS || this.clock.nowMs() - lastStartMs > SLOW_MS;
  }

  private lineOf(webhookId: string): Line {
    const known = this.lines.get(webhookId);
    const line = known ?? { running: 0, waiting: new Set(), meanMs: 0, lastStartMs: 0 };
    this.lines.delete(webhookId);
    this.lines.set(webhookId, line);
    if (this.lines.size > MOST_LINES) this.forgetOldest();
    return line;
  }

  private forgetOldest(): void {
    for (const [webhookId, { running }] of this.lines) {
      if (running > 0) continue;
      this.lines.delete(webhookId);
      return;
    }
  }
}
