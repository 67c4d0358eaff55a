import { type Replay } from '../replay';
import { START } from '../replay-position';
import { toReplay, toRow } from './replay.mapper';

const REPLAY: Replay = {
  id: 'rpl_1',
  accountId: 'acct_1',
  filter: {
    webhookId: 'wh_1',
    buyerId: 'buyer_1',
    eventType: 'lead.verified',
    status: 'failed',
    createdAfter: new Date('2026-01-15T10:30:00.000Z'),
    createdBefore: new Date('2026-01-16T10:30:00.123Z'),
    missing: true,
    endedBy: new Date('2026-01-16T10:30:00.125Z'),
  },
  status: 'running',
  matched: 7,
  sent: 3,
  position: { phase: 'missing', after: { eventId: 'evt_1', webhookId: 'wh_1' }, sample: ['dlv_1'] },
  createdAt: new Date('2026-01-16T10:30:00.123Z'),
  completedAt: null,
};

/** What PostgreSQL's json type does to a value. */
const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('replay mapper', () => {
  it.each([REPLAY.position, START])('reads back what it wrote (%#)', (position) => {
    const row = toRow({ ...REPLAY, position });
    expect(toReplay({ ...row, filter: stored(row.filter) })).toEqual({ ...REPLAY, position });
  });
});
