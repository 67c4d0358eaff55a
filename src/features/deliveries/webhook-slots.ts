import { Injectable } from '@nestjs/common';
import { type Pace, spendOne, spendUntil, type Spent, untilNextMs } from '../../core/pacing';
import { Clock } from '../../platform/clock';
import { Settings } from '../../platform/config';

interface Line {
  running: number;
  /** Deliveries handed back and not attempted since. */
  waiting: Set<string>;
  /** Moving average of how long an attempt takes, in milliseconds. */
  meanMs: number;
  lastStartMs: number;
  /** Of the destination's pace. */
  spent: Spent;
}

export interface SlotRequest {
  webhookId: string;
  deliveryId: string;
  /** Of the webhook's format; null for a receiver that takes what it can. */
  pace: Pace | null;
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
 * Keeps one slow or dead receiver from taking a whole worker, and each worker within the pace of destinations that
 * count messages. What is beyond that goes back to the queue for about as long as the line in front of it takes,
 * which costs it no attempt.
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
  take({ webhookId, deliveryId, pace }: SlotRequest): Slot {
    const line = this.lineOf(webhookId);
    const nowMs = this.clock.nowMs();
    const silenceMs = pace ? untilNextMs(pace, line.spent, nowMs) : 0;
    const isCrowded = line.running >= this.most && this.isSlow(line);
    if (silenceMs > 0 || isCrowded) {
      if (line.waiting.size < MOST_REMEMBERED) line.waiting.add(deliveryId);
      const eachMs = isCrowded ? Math.max(line.meanMs, SLOW_MS) / this.most : 0;
      return { kind: 'full', waitMs: waitIn(line, Math.max(eachMs, pace?.intervalMs ?? 0), silenceMs) };
    }
    line.running++;
    line.waiting.delete(deliveryId);
    line.lastStartMs = nowMs;
    if (pace) line.spent = spendOne(pace, line.spent, nowMs);
    return { kind: 'taken' };
  }

  /** The destination counts messages and had too many: nobody's turn comes before the time it asks for. */
  pause(webhookId: string, pace: Pace, pauseMs: number): void {
    const line = this.lines.get(webhookId);
    if (line) line.spent = spendUntil(pace, line.spent, this.clock.nowMs() + pauseMs);
  }

  /** @param durationMs how long the attempt took */
  release(webhookId: string, durationMs: number): void {
    const line = this.lines.get(webhookId);
    if (!line) return;
    line.running--;
    line.meanMs += WEIGHT_OF_LATEST * (durationMs - line.meanMs);
  }

  /** Slow by experience, or because everything under way has been so for a while. */
  private isSlow({ meanMs, lastStartMs }: Line): boolean {
    return meanMs > SLOW_MS || this.clock.nowMs() - lastStartMs > SLOW_MS;
  }

  private lineOf(webhookId: string): Line {
    const known = this.lines.get(webhookId);
    const line = known ?? { running: 0, waiting: new Set(), meanMs: 0, lastStartMs: 0, spent: 0 };
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

/** As long as the line takes, spread so that those who wait come one after the other. Whole milliseconds. */
function waitIn({ waiting }: Line, eachMs: number, silenceMs: number): number {
  const spread = eachMs * waiting.size * (0.25 + Math.random());
  return Math.round(Math.min(Math.max(silenceMs + spread, SHORTEST_WAIT_MS), LONGEST_WAIT_MS));
}
