import { AppError } from '../../core/errors/app-error';
import { refuseBound } from './refuse-bound';

describe('refuseBound', () => {
  it('lets those through who act for their whole account', () => {
    expect(() => refuseBound({ accountId: 'acct_1', buyerId: null }, 'Leads')).not.toThrow();
  });

  it('says to a caller who is bound to a buyer what is no buyer’s', () => {
    expect(() => refuseBound({ accountId: 'acct_1', buyerId: 'acme' }, 'Leads')).toThrow(
      new AppError('FORBIDDEN', 'Leads belong to the account as a whole; this API key is bound to a buyer.'),
    );
  });
});
