import { Injectable } from '@nestjs/common';
import { type SendOutcome } from '../../core/delivery';
import { Clock } from '../../platform/clock';
import { Settings } from '../../platform/config';
import { OutboundHttp } from '../../platform/outbound-http';
import { type PreparedAttempt } from './attempt-preparer';
import { deliveryHeaders } from './delivery-request';

/** An attempt that reached its verdict on the wire. */
export interface SentAttempt {
  prepared: PreparedAttempt;
  startedAt: Date;
  durationMs: number;
  requestHeaders: Record<string, string>;
  outcome: SendOutcome;
}

@Injectable()
export class AttemptSender {
  constructor(
    private readonly http: OutboundHttp,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** @returns null when `signal` cut the attempt off, which says nothing about the receiver */
  async send(prepared: PreparedAttempt, signal: AbortSignal): Promise<SentAttempt | null> {
    const startedAt = this.clock.now();
    const requestHeaders = deliveryHeaders(prepared, Math.floor(startedAt.getTime() / 1000));
    const { durationMs, ...outcome } = await this.http.post({
      url: prepared.target.url,
      headers: requestHeaders,
      body: prepared.event.body,
      timeoutMs: prepared.target.timeoutMs ?? this.settings.deliveryTimeoutMs,
      signal,
    });
    if (outcome.kind === 'aborted') return null;
    return { prepared, startedAt, durationMs, requestHeaders, outcome };
  }
}
