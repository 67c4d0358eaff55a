import { type ApiKey } from '../../features/auth';
import { listAllKeys } from './list-all-keys';

const keyNumber = (number: number) => ({ id: `key_${String(number).padStart(4, '0')}` }) as ApiKey;

describe('listAllKeys', () => {
  it.each([0, 1, 249, 250, 251, 500, 501])('collects %i keys page by page', async (count) => {
    const stored = Array.from({ length: count }, (_, index) => keyNumber(count - index));
    const list = async (_: unknown, { limit, before }: { limit: number; before: string | null }) =>
      stored.filter(({ id }) => before === null || id < before).slice(0, limit + 1);
    expect(await listAllKeys({ list }, { accountId: 'acct_1', buyerId: null })).toEqual(stored);
  });
});
