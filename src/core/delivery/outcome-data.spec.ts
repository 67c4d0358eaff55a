import { outcomeData, type OutcomeInput } from './outcome-data';

const failed: OutcomeInput = {
  deliveryId: 'dlv_1',
  webhookId: 'wh_1',
  eventId: 'evt_1',
  eventType: 'lead.verified',
  eventData: { lead_id: 'lead_456', quality_score: 92 },
  status: 'failed',
  attempts: 6,
  lastAttempt: {
    number: 6,
    statusCode: null,
    error: { code: 'TIMEOUT', message: 'No answer within 5 s.' },
    durationMs: 5_000,
    at: '2026-01-15T10:30:00.000Z',
  },
  timestamp: '2026-01-15T10:30:05.000Z',
};

describe('outcomeData', () => {
  it('writes the documented object in the documented order', () => {
    expect(JSON.stringify(outcomeData(failed))).toBe(
      '{"delivery_id":"dlv_1","webhook_id":"wh_1","event_id":"evt_1","event_type":"lead.verified",' +
        '"status":"failed","attempts":6,"lead_id":"lead_456","last_attempt":{"number":6,"status_code":null,' +
        '"error":{"code":"TIMEOUT","message":"No answer within 5 s."},"duration_ms":5000,' +
        '"at":"2026-01-15T10:30:00.000Z"},"timestamp":"2026-01-15T10:30:05.000Z"}',
    );
  });

  it.each([
    ['has none', {}],
    ['has one that is not text', { lead_id: 7 }],
    ['is null', null],
    ['is text', 'lead_id'],
    ['only inherits one', Object.create({ lead_id: 'lead_456' })],
  ])('leaves lead_id out when the data %s', (_case, eventData) => {
    expect(outcomeData({ ...failed, eventData })).not.toHaveProperty('lead_id');
  });
});
