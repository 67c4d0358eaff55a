import { Injectable } from '@nestjs/common';
import { type SendOutcome, type Verdict } from '../../core/delivery';
import { type Pace } from '../../core/pacing';
import { parseRetryAfter } from '../../core/retry';
import { Clock } from '../../platform/clock';
import { Settings } from '../../platform/config';
import { OutboundHttp } from '../../platform/outbound-http';
import { formatOf } from '../connectors';
import { type DeliveryTarget } from '../webhooks';
import { type PreparedAttempt } from './attempt-preparer';
import { attemptRequest } from './attempt-headers';
import { type DeliveryRequest } from './delivery-request';
import { RequestKeeper } from './request-keeper';
import { type TakenSlot, WebhookSlots } from './webhook-slots';

/** An attempt that reached its verdict on the wire. */
export interface SentAttempt {
  prepared: PreparedAttempt;
  startedAt: Date;
  durationMs: number;
  url: string;
  requestHeaders: Record<string, string>;
  outcome: SendOutcome;
  /** By the rule of the webhook's format. */
  verdict: Verdict;
}

export type Sending =
  | { kind: 'sent'; attempt: SentAttempt }
  /** Not sent: its request cannot be made, and it waits for the customer to mend that. */
  | { kind: 'held' }
  /** Not sent: it is no longer wanted. */
  | { kind: 'stale' }
  /** Not sent for now: receiver or account have their share of this worker, or mappings cannot be run. */
  | { kind: 'full'; waitMs: number }
  /** Cut off by our own shutdown, which says nothing about the receiver. */
  | { kind: 'released' };

@Injectable()
export class AttemptSender {
  constructor(
    private readonly requests: RequestKeeper,
    private readonly http: OutboundHttp,
    private readonly slots: WebhookSlots,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** Makes the request within the shares as well: a costly mapping is no better than a slow receiver. */
  async send(prepared: PreparedAttempt): Promise<Sending> {
    const { delivery, target } = prepared;
    const { webhookId, accountId } = target;
    const pace = paceOf(target);
    const taking = this.slots.take({ webhookId, accountId, deliveryId: delivery.id, pace });
    if (taking.kind === 'full') return taking;
    const { slot } = taking;
    try {
      const making = await this.requests.make(delivery, target);
      if (making.kind === 'unavailable') return { kind: 'full', waitMs: slot.putOff() };
      const keeping =
        making.kind === 'kept' ? making : await slot.aside(this.requests.store(delivery, making));
      if (keeping.kind !== 'kept') return keeping;
      const sending = await this.transmit(prepared, keeping.request);
      if (sending.kind === 'sent') this.pauseAsAsked(slot, sending.attempt.verdict);
      return sending;
    } finally {
      slot.release();
    }
  }

  /** What one message was refused for would be the fate of the others too, and cost each an attempt. */
  private pauseAsAsked(slot: TakenSlot, verdict: Verdict): void {
    if (verdict.kind !== 'failure' || verdict.retryAfter === null) return;
    const pauseMs = parseRetryAfter(verdict.retryAfter, this.clock.nowMs());
    if (pauseMs !== null) slot.pause(pauseMs);
  }

  private async transmit(prepared: PreparedAttempt, request: DeliveryRequest): Promise<Sending> {
    const startedAt = this.clock.now();
    const sent = attemptRequest(prepared, request, Math.floor(startedAt.getTime() / 1000));
    const { url, headers: requestHeaders } = sent;
    const timeoutMs = prepared.target.timeoutMs ?? this.settings.deliveryTimeoutMs;
    const { durationMs, ...outcome } = await this.http.send({ ...sent, timeoutMs });
    if (outcome.kind === 'aborted') return { kind: 'released' };
    const verdict = formatOf(request.format).judge(outcome);
    const attempt = { prepared, startedAt, durationMs, url, requestHeaders, outcome, verdict };
    return { kind: 'sent', attempt };
  }
}

function paceOf({ content }: DeliveryTarget): Pace | null {
  return formatOf(content.format).pace?.(content.formatOptions) ?? null;
}
