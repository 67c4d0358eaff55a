import { Injectable } from '@nestjs/common';
import { type SendOutcome } from '../../core/delivery';
import { Clock } from '../../platform/clock';
import { Settings } from '../../platform/config';
import { OutboundHttp } from '../../platform/outbound-http';
import { type PreparedAttempt } from './attempt-preparer';
import { attemptHeaders } from './attempt-headers';
import { WebhookSlots } from './webhook-slots';

/** An attempt that reached its verdict on the wire. */
export interface SentAttempt {
  prepared: PreparedAttempt;
  startedAt: Date;
  durationMs: number;
  requestHeaders: Record<string, string>;
  outcome: SendOutcome;
}

export type Sending =
  | { kind: 'sent'; attempt: SentAttempt }
  /** Not sent: the receiver is slow and has its share of this worker already. */
  | { kind: 'full'; waitMs: number }
  /** Cut off by our own shutdown, which says nothing about the receiver. */
  | { kind: 'released' };

@Injectable()
export class AttemptSender {
  constructor(
    private readonly http: OutboundHttp,
    private readonly slots: WebhookSlots,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  async send(prepared: PreparedAttempt): Promise<Sending> {
    const { webhookId } = prepared.target;
    const slot = this.slots.take(webhookId, prepared.delivery.id);
    if (slot.kind === 'full') return slot;
    const startedAt = this.clock.now();
    try {
      return await this.transmit(prepared, startedAt);
    } finally {
      this.slots.release(webhookId, this.clock.nowMs() - startedAt.getTime());
    }
  }

  private async transmit(prepared: PreparedAttempt, startedAt: Date): Promise<Sending> {
    const { url, request, target } = prepared;
    const requestHeaders = attemptHeaders(prepared, Math.floor(startedAt.getTime() / 1000));
    const { durationMs, ...outcome } = await this.http.send({
      method: request.method,
      url,
      headers: requestHeaders,
      body: request.body,
      timeoutMs: target.timeoutMs ?? this.settings.deliveryTimeoutMs,
    });
    if (outcome.kind === 'aborted') return { kind: 'released' };
    return { kind: 'sent', attempt: { prepared, startedAt, durationMs, requestHeaders, outcome } };
  }
}
