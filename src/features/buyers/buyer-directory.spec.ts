import { type Database } from '../../platform/database';
import { BuyerDirectory } from './buyer-directory';
import { type BuyerRef, type BuyersRepository } from './persistence/buyers.repository';

class FakeBuyers implements Pick<BuyersRepository, 'findRefs'> {
  queries = 0;

  constructor(private readonly known: BuyerRef[]) {}

  findRefs(refs: BuyerRef[]): Promise<BuyerRef[]> {
    this.queries++;
    return Promise.resolve(
      this.known.filter((one) => refs.some((ref) => ref.accountId === one.accountId && ref.id === one.id)),
    );
  }
}

describe('BuyerDirectory', () => {
  it('answers each of many questions, in shared queries, without mixing accounts', async () => {
    const buyers = new FakeBuyers([{ accountId: 'acct_1', id: 'acme' }]);
    const directory = new BuyerDirectory(
      buyers as unknown as BuyersRepository,
      { isInTransaction: false } as Database,
    );
    const refs = ['acct_1', 'acct_2'].flatMap((accountId) =>
      ['acme', 'other'].map((id) => ({ accountId, id })),
    );
    const answers = await Promise.all(refs.map((ref) => directory.has(ref)));
    expect(answers).toEqual([true, false, false, false]);
    expect(buyers.queries).toBe(1);
  });
});
