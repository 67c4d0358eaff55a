import { ATTEMPT_ERROR_CODES } from '../delivery';
import {
  COUNT,
  dataSchema,
  objectSchema,
  TEXT,
  TIMESTAMP,
  type BuiltinEventType,
  type JsonSchema,
} from './data-schema';

const ERROR = objectSchema({ code: { type: 'string', enum: ATTEMPT_ERROR_CODES }, message: TEXT });

/** The schema of what `outcomeData` makes; an attempt that succeeded has a status code and no error. */
function outcomeSchema(status: 'success' | 'failed'): JsonSchema {
  const isSuccess = status === 'success';
  const lastAttempt = objectSchema({
    number: COUNT,
    status_code: { type: isSuccess ? 'integer' : ['integer', 'null'], minimum: 100, maximum: 999 },
    error: isSuccess ? { type: 'null' } : ERROR,
    duration_ms: { type: 'integer', minimum: 0 },
    at: TIMESTAMP,
  });
  return dataSchema(
    {
      delivery_id: TEXT,
      webhook_id: TEXT,
      event_id: TEXT,
      event_type: TEXT,
      status: { const: status },
      attempts: COUNT,
      last_attempt: lastAttempt,
      timestamp: TIMESTAMP,
    },
    { lead_id: TEXT },
  );
}

const DELIVERED_EVENT = {
  delivery_id: 'dlv_01kf0k8y20f2etkqh7pcw9xz4m',
  webhook_id: 'wh_01kevbny6gfj4t2r8a5x0c9dqs',
  event_id: 'evt_01kf0k8y20f2etja3vn6y8b1ke',
  event_type: 'lead.verified',
};

const DELIVERY_SUCCESS: BuiltinEventType = {
  name: 'delivery.success',
  description:
    'A webhook has answered one of its deliveries with a 2xx status, at the first attempt or a later one.',
  schema: outcomeSchema('success'),
  example: {
    ...DELIVERED_EVENT,
    status: 'success',
    attempts: 1,
    lead_id: 'lead_456def',
    last_attempt: {
      number: 1,
      status_code: 200,
      error: null,
      duration_ms: 84,
      at: '2026-01-15T10:30:00.120Z',
    },
    timestamp: '2026-01-15T10:30:00.204Z',
  },
  filterExamples: [
    {
      description: 'Deliveries of events about leads',
      filter: { data: { event_type: { $startsWith: 'lead.' }, lead_id: { $exist: true } } },
    },
  ],
};

const DELIVERY_FAILED: BuiltinEventType = {
  name: 'delivery.failed',
  description:
    'A delivery has ended without success: all attempts have failed, or the receiver answered 410. It can be replayed.',
  schema: outcomeSchema('failed'),
  example: {
    ...DELIVERED_EVENT,
    status: 'failed',
    attempts: 6,
    lead_id: 'lead_456def',
    last_attempt: {
      number: 6,
      status_code: 503,
      error: {
        code: 'HTTP_STATUS',
        message: 'The receiver answered 503: it is overloaded or down for maintenance (Service Unavailable).',
      },
      duration_ms: 212,
      at: '2026-01-16T13:06:01.310Z',
    },
    timestamp: '2026-01-16T13:06:01.522Z',
  },
  filterExamples: [
    {
      description: 'Receivers that were broken or too slow',
      filter: {
        data: { last_attempt: { $or: [{ status_code: { $gte: 500 } }, { error: { code: 'TIMEOUT' } }] } },
      },
    },
  ],
};

export const OUTCOME_EVENT_TYPES: readonly BuiltinEventType[] = [DELIVERY_SUCCESS, DELIVERY_FAILED];

/**
 * Whether events of this type tell how deliveries ended (`delivery.*`). Their own deliveries produce no
 * further outcome events, which would never end.
 */
export function isOutcomeType(type: string): boolean {
  return type.startsWith('delivery.');
}
