import { Injectable } from '@nestjs/common';
import { type SendOutcome } from '../../core/delivery';
import { Clock } from '../../platform/clock';
import { Settings } from '../../platform/config';
import { OutboundHttp } from '../../platform/outbound-http';
import { type PreparedAttempt } from './attempt-preparer';
import { attemptRequest } from './attempt-headers';
import { type DeliveryRequest } from './delivery-request';
import { RequestKeeper } from './request-keeper';
import { WebhookSlots } from './webhook-slots';

/** An attempt that reached its verdict on the wire. */
export interface SentAttempt {
  prepared: PreparedAttempt;
  startedAt: Date;
  durationMs: number;
  url: string;
  requestHeaders: Record<string, string>;
  outcome: SendOutcome;
}

export type Sending =
  | { kind: 'sent'; attempt: SentAttempt }
  /** Not sent: its request cannot be made, and it waits for the customer to mend that. */
  | { kind: 'held' }
  /** Not sent: it is no longer wanted. */
  | { kind: 'stale' }
  /** Not sent: the receiver is slow and has its share of this worker already. */
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

  /** Makes the request within the webhook's share as well: a costly mapping is no better than a slow receiver. */
  async send(prepared: PreparedAttempt): Promise<Sending> {
    const { delivery, target } = prepared;
    const slot = this.slots.take(target.webhookId, delivery.id);
    if (slot.kind === 'full') return slot;
    const takenAtMs = this.clock.nowMs();
    try {
      const keeping = await this.requests.keep(delivery, target);
      return keeping.kind === 'kept' ? await this.transmit(prepared, keeping.request) : keeping;
    } finally {
      this.slots.release(target.webhookId, this.clock.nowMs() - takenAtMs);
    }
  }

  private async transmit(prepared: PreparedAttempt, request: DeliveryRequest): Promise<Sending> {
    const startedAt = this.clock.now();
    const sent = attemptRequest(prepared, request, Math.floor(startedAt.getTime() / 1000));
    const { url, headers: requestHeaders } = sent;
    const timeoutMs = prepared.target.timeoutMs ?? this.settings.deliveryTimeoutMs;
    const { durationMs, ...outcome } = await this.http.send({ ...sent, timeoutMs });
    if (outcome.kind === 'aborted') return { kind: 'released' };
    return { kind: 'sent', attempt: { prepared, startedAt, durationMs, url, requestHeaders, outcome } };
  }
}
