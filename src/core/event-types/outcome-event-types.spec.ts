import { Validator } from '@cfworker/json-schema';
import { outcomeData, type OutcomeInput } from '../delivery';
import { isId } from '../ids';
import { isOutcomeType, OUTCOME_EVENT_TYPES } from './outcome-event-types';

const byName = new Map(OUTCOME_EVENT_TYPES.map((type) => [type.name, type]));

const SUCCEEDED: OutcomeInput = {
  deliveryId: 'dlv_1',
  webhookId: 'wh_1',
  eventId: 'evt_1',
  eventType: 'order.paid',
  eventData: {},
  status: 'success',
  attempts: 2,
  lastAttempt: { number: 2, statusCode: 200, error: null, durationMs: 0, at: '2026-01-15T10:30:00.000Z' },
  timestamp: '2026-01-15T10:30:00.000Z',
};
const TIMED_OUT: OutcomeInput = {
  ...SUCCEEDED,
  status: 'failed',
  lastAttempt: {
    ...SUCCEEDED.lastAttempt,
    statusCode: null,
    error: { code: 'TIMEOUT', message: 'No answer within 5 s.' },
  },
};

function errorsOf(name: string, data: object): unknown[] {
  return new Validator(byName.get(name)?.schema ?? false, '2020-12').validate(data).errors;
}

describe('OUTCOME_EVENT_TYPES', () => {
  it('accept what the platform publishes', () => {
    expect(errorsOf('delivery.success', outcomeData(SUCCEEDED))).toEqual([]);
    expect(errorsOf('delivery.failed', outcomeData(TIMED_OUT))).toEqual([]);
  });

  it('tell success and failure apart', () => {
    expect(errorsOf('delivery.failed', outcomeData(SUCCEEDED))).not.toEqual([]);
    expect(errorsOf('delivery.success', outcomeData(TIMED_OUT))).not.toEqual([]);
  });

  it.each(OUTCOME_EVENT_TYPES)('$name shows the keys and ids of a real one', ({ example }) => {
    const real = outcomeData({ ...SUCCEEDED, eventData: { lead_id: 'lead_1' } });
    expect(Object.keys(example)).toEqual(Object.keys(real));
    expect(isId('dlv', String(example['delivery_id']))).toBe(true);
    expect(isId('wh', String(example['webhook_id']))).toBe(true);
    expect(isId('evt', String(example['event_id']))).toBe(true);
  });
});

describe('isOutcomeType', () => {
  it.each([
    ['delivery.success', true],
    ['delivery.failed', true],
    ['delivery.anything', true],
    ['deliveries.success', false],
    ['lead.delivery.failed', false],
  ])('answers for %s: %p', (type, expected) => {
    expect(isOutcomeType(type)).toBe(expected);
  });
});
