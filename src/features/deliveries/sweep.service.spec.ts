import { type Logger } from '../../platform/logging';
import { type Lease } from '../../platform/periodic';
import { type JobQueue } from '../../platform/queue';
import { type DeliveryBell, type Ring } from './delivery-bell';
import { type DuePosition, type DueRepository, type DueRow } from './persistence/due.repository';
import { SweepService } from './sweep.service';

const HORIZON: DuePosition = { at: '2026-01-15 10:31:05+00', id: '' };
const PAST: DuePosition = { at: '2026-01-15 10:29:50+00', id: '' };

class FakeDue implements Pick<DueRepository, 'positionAt' | 'listDue'> {
  upcoming: DueRow[] = [];
  overdue: DueRow[] = [];
  readonly askedAfter: (DuePosition | null)[] = [];

  positionAt = async (ms: number) => (ms > 0 ? HORIZON : PAST);

  async listDue(after: DuePosition | null, until: DuePosition, limit: number): Promise<DueRow[]> {
    if (until === HORIZON) this.askedAfter.push(after);
    const rows = until === HORIZON ? this.upcoming : this.overdue;
    const start = after ? rows.findIndex(({ id }) => id > after.id) : 0;
    return start < 0 ? [] : rows.slice(start, start + limit);
  }
}

class FakeLease implements Pick<Lease, 'take' | 'remember' | 'release'> {
  state: unknown = null;
  isMine = true;

  take = async () => (this.isMine ? { state: this.state } : null);
  remember = async (_name: string, state: unknown) => {
    this.state = state;
  };
  release = async () => undefined;
}

function dueRow(number: number): DueRow {
  const id = `dlv_${String(number).padStart(26, '0')}`;
  const at = '2026-01-15T10:30:00.000Z';
  return { id, attempts: 1, nextAttemptAt: new Date(at), position: { at, id } };
}

describe('SweepService', () => {
  let due: FakeDue;
  let lease: FakeLease;
  let queue: { isEmptied: boolean; isAway: boolean; completed: number };
  let rung: Ring[];
  let sweep: SweepService;

  beforeEach(() => {
    due = new FakeDue();
    lease = new FakeLease();
    queue = { isEmptied: false, isAway: false, completed: 0 };
    rung = [];
    sweep = new SweepService(
      due as unknown as DueRepository,
      lease as unknown as Lease,
      {
        wasEmptied: async () => queue.isEmptied,
        markComplete: async () => void queue.completed++,
      } as unknown as JobQueue,
      {
        ringNow: async (rings: Ring[]) => {
          if (queue.isAway) throw new Error('away');
          rung.push(...rings);
        },
      } as unknown as DeliveryBell,
      { info: () => undefined } as unknown as Logger,
    );
  });

  it('rings for what comes near, names the next attempt, and remembers how far it came', async () => {
    due.upcoming = [dueRow(1), dueRow(2)];
    await sweep.run();
    expect(rung.map(({ attemptNumber }) => attemptNumber)).toEqual([2, 2]);
    expect(lease.state).toEqual({ near: HORIZON, overdue: null });
  });

  it('starts from the beginning at boot and goes on from its position afterwards', async () => {
    lease.state = { near: { at: '2026-01-01 00:00:00+00', id: 'dlv_old' }, overdue: null };
    await sweep.run();
    await sweep.run();
    expect(due.askedAfter).toEqual([null, HORIZON]);
  });

  it('pages through more than fits into one query', async () => {
    due.upcoming = Array.from({ length: 2_500 }, (_, index) => dueRow(index));
    await sweep.run();
    expect(rung).toHaveLength(2_500);
  });

  it('stays where it stopped when there is more than one run may do', async () => {
    due.upcoming = Array.from({ length: 10_001 }, (_, index) => dueRow(index));
    await sweep.run();
    expect(rung).toHaveLength(10_000);
    expect(lease.state).toMatchObject({ near: due.upcoming[9_999]!.position });
    await sweep.run();
    expect(rung).toHaveLength(10_001);
  });

  it('fills an emptied queue anew and says when it is complete', async () => {
    await sweep.run();
    queue.isEmptied = true;
    due.upcoming = [dueRow(1)];
    await sweep.run();
    expect(rung).toHaveLength(1);
    expect(due.askedAfter.at(-1)).toBeNull();
    expect(queue.completed).toBe(2);
  });

  it('forgets nothing when the queue is away in the middle', async () => {
    due.upcoming = [dueRow(1)];
    queue.isAway = true;
    await expect(sweep.run()).rejects.toThrow('away');
    expect(lease.state).toBeNull();
    expect(queue.completed).toBe(0);
    queue.isAway = false;
    await sweep.run();
    expect(rung).toHaveLength(1);
  });

  it('rings again for what is overdue', async () => {
    due.overdue = [dueRow(7)];
    await sweep.run();
    expect(rung.map(({ deliveryId }) => deliveryId)).toEqual([dueRow(7).id]);
  });

  it('goes round over a long line of overdue work, so that what got lost behind it is rung too', async () => {
    due.overdue = Array.from({ length: 2_500 }, (_, index) => dueRow(index));
    await sweep.run();
    expect(rung).toHaveLength(1_000);
    await sweep.run();
    await sweep.run();
    expect(new Set(rung.map(({ deliveryId }) => deliveryId)).size).toBe(2_500);
    expect(lease.state).toMatchObject({ overdue: null });
  });

  it('does nothing while another process holds the lease', async () => {
    lease.isMine = false;
    due.overdue = [dueRow(7)];
    await sweep.run();
    expect(rung).toEqual([]);
  });
});
