import { type Replay, toDryRunView, toReplayView } from '../../features/replays';
import { replaySentence } from './replay-records';

const REPLAY: Replay = {
  id: 'rpl_1',
  accountId: 'acct_1',
  filter: {
    webhookId: 'wh_1',
    buyerId: null,
    eventType: 'lead.verified',
    status: 'failed',
    createdAfter: new Date('2026-01-15T10:00:00Z'),
    createdBefore: new Date('2026-01-15T12:00:00Z'),
    missing: false,
    endedBy: new Date('2026-01-15T12:00:00Z'),
  },
  status: 'completed',
  matched: 3,
  sent: 2,
  position: { phase: 'existing', after: null, sample: [] },
  createdAt: new Date('2026-01-16T00:00:00Z'),
  completedAt: new Date('2026-01-16T00:00:01Z'),
};

describe('toReplayView', () => {
  it('speaks as the API does', () => {
    expect(toReplayView(REPLAY)).toEqual({
      id: 'rpl_1',
      status: 'completed',
      dry_run: false,
      filter: {
        webhook_id: 'wh_1',
        buyer_id: null,
        event_type: 'lead.verified',
        status: 'failed',
        created_after: '2026-01-15T10:00:00.000Z',
        created_before: '2026-01-15T12:00:00.000Z',
        missing: false,
      },
      matched: 3,
      sent: 2,
      created: '2026-01-16T00:00:00.000Z',
      completed: '2026-01-16T00:00:01.000Z',
    });
  });
});

describe('toDryRunView', () => {
  it('has no id and has sent nothing', () => {
    expect(toDryRunView({ ...REPLAY, matched: 7 })).toMatchObject({
      id: null,
      dry_run: true,
      matched: 7,
      sent: 0,
    });
  });
});

describe('replaySentence', () => {
  it.each([
    ['running', 'rpl_1 is running: 2 of 3 deliveries sent.'],
    ['completed', 'rpl_1 is complete: 2 of 3 deliveries sent.'],
    ['cancelled', 'rpl_1 was cancelled: 2 of 3 deliveries sent.'],
  ] as const)('says where a %s replay stands', (status, sentence) => {
    expect(replaySentence({ ...REPLAY, status })).toBe(sentence);
  });

  it('knows one from many', () => {
    expect(replaySentence({ ...REPLAY, matched: 1, sent: 1 })).toBe(
      'rpl_1 is complete: 1 of 1 delivery sent.',
    );
  });
});
