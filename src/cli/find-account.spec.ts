import { findAccount } from './find-account';

const FIRST = { id: 'acct_1', name: 'Default', createdAt: new Date(0) };
const accounts = { findFirst: async () => FIRST };

describe('findAccount', () => {
  it('takes the first account unless another one is asked for', async () => {
    expect(await findAccount(accounts, undefined)).toBe(FIRST);
    expect(await findAccount(accounts, 'acct_1')).toBe(FIRST);
    await expect(findAccount(accounts, 'acct_2')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('says how the first account is made', async () => {
    const none = { findFirst: async () => null };
    await expect(findAccount(none, undefined)).rejects.toThrow('synaptis keys create');
  });
});
