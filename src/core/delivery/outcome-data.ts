import { type AttemptError } from './attempt-error';

export interface OutcomeInput {
  deliveryId: string;
  webhookId: string;
  eventId: string;
  eventType: string;
  /** The `data` of the delivered event. */
  eventData: unknown;
  status: 'success' | 'failed';
  /** How many attempts the delivery has had in all. */
  attempts: number;
  lastAttempt: {
    number: number;
    /** Null when no answer came. */
    statusCode: number | null;
    /** Null when the attempt succeeded. */
    error: AttemptError | null;
    durationMs: number;
    /** RFC 3339, when the attempt started. */
    at: string;
  };
  /** RFC 3339, when the delivery ended. */
  timestamp: string;
}

/**
 * The `data` of `delivery.success` and `delivery.failed`, with its keys in the documented order.
 * `lead_id` is there only if the delivered event's data had one, as text.
 */
export function outcomeData(input: OutcomeInput): Record<string, unknown> {
  const leadId = leadIdOf(input.eventData);
  const { number, statusCode, error, durationMs, at } = input.lastAttempt;
  return {
    delivery_id: input.deliveryId,
    webhook_id: input.webhookId,
    event_id: input.eventId,
    event_type: input.eventType,
    status: input.status,
    attempts: input.attempts,
    ...(leadId === undefined ? {} : { lead_id: leadId }),
    last_attempt: { number, status_code: statusCode, error, duration_ms: durationMs, at },
    timestamp: input.timestamp,
  };
}

function leadIdOf(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, 'lead_id')) return undefined;
  const { lead_id: leadId } = data as { lead_id: unknown };
  return typeof leadId === 'string' ? leadId : undefined;
}
