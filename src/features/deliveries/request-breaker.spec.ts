import { AppError } from '../../core/errors/app-error';
import { type Clock } from '../../platform/clock';
import { type MadeRequest, type RequestMaker, type RequestMaking, type RequestOrder } from '../connectors';
import { RequestBreaker } from './request-breaker';

const MADE: RequestMaking = { kind: 'made', request: {} as MadeRequest };
const FAILED: RequestMaking = {
  kind: 'refused',
  part: 'mapping',
  detail: 'The mapping failed.',
  position: 3,
  isCostly: false,
};
const SPENT: RequestMaking = { ...FAILED, isCostly: true };
const NOT_TRIED = { kind: 'refused', detail: expect.stringMatching(/^The mappings were not run .+\.$/) };

describe('RequestBreaker', () => {
  let nowMs: number;
  let answer: () => RequestMaking;
  let tried: number;
  let breaker: RequestBreaker;

  beforeEach(() => {
    nowMs = 1_000_000;
    tried = 0;
    const maker: Pick<RequestMaker, 'make'> = {
      make: async () => {
        tried++;
        return answer();
      },
    };
    breaker = new RequestBreaker(maker as RequestMaker, { nowMs: () => nowMs } as Clock);
  });

  const make = (webhookId = 'wh_1', version = 1) =>
    breaker.make({ input: { webhook: { id: webhookId } } } as RequestOrder, version);
  async function makeAll(...makings: RequestMaking[]): Promise<void> {
    for (const making of makings) {
      answer = () => making;
      expect(await make()).toBe(making);
    }
  }

  it('does not run mappings any more that used up their limits three times in a row', async () => {
    await makeAll(SPENT, SPENT, SPENT);
    expect([await make(), await make(), tried]).toMatchObject([NOT_TRIED, NOT_TRIED, 3]);
  });

  it('runs them on after any number of cheap failures', async () => {
    await makeAll(...Array.from({ length: 10 }, () => FAILED), MADE);
    expect(tried).toBe(11);
  });

  it('counts anew after a success, and goes on counting after a cheap failure', async () => {
    await makeAll(SPENT, SPENT, MADE, SPENT, SPENT, FAILED, SPENT);
    expect([await make(), tried]).toMatchObject([NOT_TRIED, 7]);
  });

  it('runs those of other webhooks, and those of the next content', async () => {
    await makeAll(SPENT, SPENT, SPENT);
    answer = () => MADE;
    expect([await make('wh_2'), await make('wh_1', 2)]).toEqual([MADE, MADE]);
    expect(await make('wh_1', 1)).toMatchObject(NOT_TRIED);
  });

  it('tries one delivery a minute, and goes on once that succeeds', async () => {
    await makeAll(SPENT, SPENT, SPENT);
    nowMs += 60_000;
    expect([await make(), await make(), tried]).toMatchObject([SPENT, NOT_TRIED, 4]);
    nowMs += 60_000;
    answer = () => MADE;
    expect([await make(), await make(), tried]).toEqual([MADE, MADE, 6]);
  });

  it('says when it is our trouble, which counts for nothing', async () => {
    for (let time = 0; time < 5; time++) {
      answer = () => {
        throw new AppError('UNAVAILABLE', 'Too many mappings wait to be run.');
      };
      expect(await make()).toEqual({ kind: 'unavailable' });
    }
    await makeAll(MADE);
  });

  it('lets all else pass', async () => {
    answer = () => {
      throw new Error('a defect');
    };
    await expect(make()).rejects.toThrow('a defect');
  });
});
