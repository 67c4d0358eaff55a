import { type Replay } from '../../features/replays';
import { followReplay } from './follow-replay';

const NOT_BEGUN: Replay['position'] = { phase: 'existing', after: null, sample: [] };
const BEGUN: Replay['position'] = { phase: 'existing', after: 'dlv_1', sample: [] };
const ON_MISSING: Replay['position'] = { phase: 'missing', after: null, sample: [] };

const replayOf = (values: Partial<Replay>) =>
  ({ id: 'rpl_1', status: 'running', matched: 9, sent: 0, position: NOT_BEGUN, ...values }) as Replay;

/** Answers these one after another, then the last one for ever; a second passes with every answer. */
function follow(answers: Partial<Replay>[], signal = new AbortController().signal) {
  const shown: number[] = [];
  let turn = 0;
  const following = {
    load: async () => replayOf(answers[Math.min(turn++, answers.length - 1)]!),
    onProgress: ({ sent }: Replay) => void shown.push(sent),
    nowMs: () => turn * 1000,
    pollIntervalMs: 0,
    signal,
  };
  return { followed: followReplay(following), shown };
}

describe('followReplay', () => {
  it.each(['completed', 'cancelled'] as const)('shows every step until the replay is %s', async (status) => {
    const { followed, shown } = follow([{}, { sent: 4 }, { sent: 9, status }]);
    expect(await followed).toMatchObject({ kind: 'ended', replay: { status, sent: 9 } });
    expect(shown).toEqual([0, 4, 9]);
  });

  it('leaves a running replay when it is interrupted', async () => {
    const controller = new AbortController();
    const { followed } = follow([{ sent: 1 }], controller.signal);
    controller.abort();
    expect(await followed).toMatchObject({ kind: 'interrupted', replay: { status: 'running' } });
  });

  it('reports the end, not the interruption, of a replay that has ended', async () => {
    const { followed } = follow([{ status: 'completed' }], AbortSignal.abort());
    expect(await followed).toMatchObject({ kind: 'ended' });
  });

  it('gives up on a replay that nobody begins', async () => {
    const { followed, shown } = follow([{}]);
    expect(await followed).toMatchObject({ kind: 'not-begun' });
    expect(shown).toHaveLength(15);
  });

  it.each<[string, Partial<Replay>]>([
    ['has looked at deliveries', { position: BEGUN }],
    ['has reached the missing ones', { position: ON_MISSING }],
    ['has sent some', { sent: 1 }],
  ])('stays with a replay that %s, however long it takes', async (_, begun) => {
    const { followed } = follow([...Array.from({ length: 100 }, () => begun), { status: 'completed' }]);
    expect(await followed).toMatchObject({ kind: 'ended' });
  });
});
