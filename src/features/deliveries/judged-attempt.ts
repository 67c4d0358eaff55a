import { type AttemptError, type Decision } from '../../core/delivery';
import { isOutcomeType, patternsMatching } from '../../core/event-types';
import { newId } from '../../platform/ids';
import { type DeliveryEnded } from '../../platform/signals';
import { type SentAttempt } from './attempt-sender';
import { type AttemptRecord, type MovedDelivery } from './persistence/attempt-record.repository';

/** An attempt with what follows from it. */
export interface JudgedAttempt extends SentAttempt {
  decision: Decision;
}

export function errorOf({ verdict }: JudgedAttempt): AttemptError | null {
  return verdict.kind === 'success' ? null : verdict.error;
}

/** The attempt as it is stored. */
export function toRecord(attempt: JudgedAttempt): AttemptRecord {
  const { prepared, outcome, decision } = attempt;
  const response = outcome.kind === 'response' ? outcome : null;
  return {
    deliveryId: prepared.delivery.id,
    accountId: prepared.delivery.accountId,
    number: prepared.number,
    round: prepared.delivery.round,
    attemptId: newId('att'),
    trigger: prepared.trigger,
    url: attempt.url,
    requestHeaders: attempt.requestHeaders,
    startedAt: attempt.startedAt,
    durationMs: attempt.durationMs,
    statusCode: response?.statusCode ?? null,
    responseHeaders: response?.headers ?? null,
    responseBody: response && toStorableText(response.body),
    responseSize: response?.bodySize ?? null,
    isResponseCut: response?.bodyTruncated ?? false,
    error: errorOf(attempt),
    newStatus: decision.status,
    outcomePatterns: outcomePatternsOf(attempt),
    nextAttemptAt: decision.status === 'pending' ? new Date(decision.nextAttemptAtMs) : null,
  };
}

/** The subscriptions that hear of this end; outcome events of outcome events there are none. */
function outcomePatternsOf({ prepared, decision }: JudgedAttempt): string[] | null {
  const hasOutcome = decision.status !== 'pending' && !isOutcomeType(prepared.event.type);
  return hasOutcome ? patternsMatching(`delivery.${decision.status}`) : null;
}

/** @returns null when the delivery goes on, or when a replay or cancellation overtook the attempt */
export function toDeliveryEnded(moved: MovedDelivery, attempt: JudgedAttempt): DeliveryEnded | null {
  const { prepared, decision, outcome } = attempt;
  const { delivery, event, target, number } = prepared;
  const isOvertaken = moved.round !== delivery.round || moved.status !== decision.status;
  if (isOvertaken || decision.status === 'pending') return null;
  return {
    deliveryId: delivery.id,
    accountId: delivery.accountId,
    webhookId: target.webhookId,
    eventId: event.id,
    eventType: event.type,
    eventBuyerId: event.buyerId,
    status: decision.status,
    attempts: moved.attempts,
    lastAttempt: {
      number,
      statusCode: outcome.kind === 'response' ? outcome.statusCode : null,
      error: errorOf(attempt),
      durationMs: attempt.durationMs,
      at: attempt.startedAt,
    },
  };
}

/** Receivers may answer with any bytes; PostgreSQL text takes no NUL. */
function toStorableText(body: Buffer): string {
  return body.toString('utf8').replaceAll('\0', '\uFFFD');
}
