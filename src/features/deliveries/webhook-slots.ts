import { Injectable } from '@nestjs/common';
import { type Pace, spendOne, spendUntil, type Spent, untilNextMs } from '../../core/pacing';
import { Clock } from '../../platform/clock';
import { Settings } from '../../platform/config';
import { WaitingLine } from './waiting-line';

interface Webhook {
  accountId: string;
  running: number;
  /** Whether an attempt has ended yet. */
  isKnown: boolean;
  lastStartMs: number;
  /** Of the destination's pace. */
  spent: Spent;
  line: WaitingLine;
}

interface Account {
  /** Webhooks with attempts under way; never empty. */
  busy: Set<Webhook>;
  line: WaitingLine;
}

export interface SlotRequest {
  webhookId: string;
  accountId: string;
  deliveryId: string;
  /** Of the webhook's format; null for a receiver that takes what it can. */
  pace: Pace | null;
}

export type Slot = { kind: 'taken'; slot: TakenSlot } | { kind: 'full'; waitMs: number };

export interface TakenSlot {
  /** Work of ours, whose time says nothing about the webhook. @returns what it comes to */
  aside<T>(work: Promise<T>): Promise<T>;
  /** For a request that cannot be made for now. @returns when to come again, in milliseconds */
  putOff(): number;
  /** The destination counts messages and had too many: nobody's turn comes before the time it asks for. */
  pause(pauseMs: number): void;
  /** Gives it back, once. */
  release(): void;
}

/** What is faster than this, with the making of its request, cannot hold others up, however much there is. */
const SLOW_MS = 250;
/** One slow receiver may use this share of a worker… */
const SHARE = 0.25;
/** …and this one all those of an account that are not known to be fast. */
const SHARE_OF_ACCOUNT = 0.5;
/** What cannot be had for now is asked for again after this time at the earliest. */
const PUT_OFF_MS = 1_000;
/** Webhooks remembered; the longest unused is forgotten first. */
const MOST_WEBHOOKS = 10_000;

/**
 * Keeps one slow or dead receiver from taking a whole worker, one account from taking it with many of them, and each
 * worker within the pace of destinations that count messages. A mapping that takes long is no better than a receiver.
 * What is beyond that
 * goes back to the queue for about as long as the line in front of it takes, which costs it no attempt.
 */
@Injectable()
export class WebhookSlots {
  private readonly webhooks = new Map<string, Webhook>();
  /** Those with attempts under way. */
  private readonly accounts = new Map<string, Account>();
  private readonly most: number;
  private readonly mostOfAccount: number;

  constructor(
    private readonly clock: Clock,
    settings: Settings,
  ) {
    this.most = Math.max(1, Math.floor(settings.workerConcurrency * SHARE));
    this.mostOfAccount = Math.max(1, Math.floor(settings.workerConcurrency * SHARE_OF_ACCOUNT));
  }

  /** Takes a slot, to be given back by `release`, or says when to come again. */
  take(request: SlotRequest): Slot {
    const webhook = this.webhookOf(request);
    const waitMs = this.crowdedFor(webhook, request);
    if (waitMs !== null) return { kind: 'full', waitMs };
    return { kind: 'taken', slot: this.start(webhook, request) };
  }

  /** @returns when to come again; null where there is room */
  private crowdedFor(webhook: Webhook, { deliveryId, pace }: SlotRequest): number | null {
    const { line, running, spent, accountId } = webhook;
    const silenceMs = pace ? untilNextMs(pace, spent, this.clock.nowMs()) : 0;
    const isCrowded = running >= this.most && this.isSlow(webhook);
    if (silenceMs > 0 || isCrowded) {
      const eachMs = isCrowded ? Math.max(line.meanMs, SLOW_MS) / this.most : 0;
      return line.join(deliveryId, Math.max(eachMs, pace?.intervalMs ?? 0), silenceMs);
    }
    const account = this.accounts.get(accountId);
    if (!account || this.isFast(webhook) || this.doubtfulOf(account) < this.mostOfAccount) return null;
    return account.line.join(deliveryId, account.line.meanMs / this.mostOfAccount, 0);
  }

  private start(webhook: Webhook, { deliveryId, pace }: SlotRequest): TakenSlot {
    const startedAtMs = this.clock.nowMs();
    const account = this.accounts.get(webhook.accountId) ?? {
      busy: new Set(),
      line: new WaitingLine(SLOW_MS),
    };
    this.accounts.set(webhook.accountId, account);
    account.busy.add(webhook);
    account.line.leave(deliveryId);
    webhook.line.leave(deliveryId);
    webhook.lastStartMs = startedAtMs;
    if (pace) webhook.spent = spendOne(pace, webhook.spent, startedAtMs);
    webhook.running++;
    let asideMs = 0;
    return {
      aside: (work) => {
        const fromMs = this.clock.nowMs();
        return work.finally(() => (asideMs += this.clock.nowMs() - fromMs));
      },
      putOff: () => account.line.join(deliveryId, SLOW_MS / this.mostOfAccount, PUT_OFF_MS),
      pause: (pauseMs) => {
        if (pace) webhook.spent = spendUntil(pace, webhook.spent, this.clock.nowMs() + pauseMs);
      },
      release: () => this.end(webhook, account, this.clock.nowMs() - startedAtMs - asideMs),
    };
  }

  private end(webhook: Webhook, account: Account, durationMs: number): void {
    webhook.isKnown = true;
    webhook.line.ended(durationMs);
    account.line.ended(durationMs);
    webhook.running--;
    if (webhook.running === 0) account.busy.delete(webhook);
    if (account.busy.size === 0) this.accounts.delete(webhook.accountId);
  }

  /** Slots of an account that may be away for long. */
  private doubtfulOf({ busy }: Account): number {
    let count = 0;
    for (const webhook of busy) if (!this.isFast(webhook)) count += webhook.running;
    return count;
  }

  /** Slow by experience, or because everything under way has been so for a while. */
  private isSlow({ line, running, lastStartMs }: Webhook): boolean {
    return line.meanMs > SLOW_MS || (running > 0 && this.clock.nowMs() - lastStartMs > SLOW_MS);
  }

  private isFast(webhook: Webhook): boolean {
    return webhook.isKnown && !this.isSlow(webhook);
  }

  private webhookOf({ webhookId, accountId }: SlotRequest): Webhook {
    const webhook = this.webhooks.get(webhookId) ?? newWebhook(accountId);
    this.webhooks.delete(webhookId);
    this.webhooks.set(webhookId, webhook);
    if (this.webhooks.size > MOST_WEBHOOKS) this.forgetOldest();
    return webhook;
  }

  private forgetOldest(): void {
    for (const [webhookId, { running }] of this.webhooks) {
      if (running > 0) continue;
      this.webhooks.delete(webhookId);
      return;
    }
  }
}

function newWebhook(accountId: string): Webhook {
  return { accountId, running: 0, lastStartMs: 0, spent: 0, isKnown: false, line: new WaitingLine(0) };
}
