import { parsePosition, positionOf } from './buyer-position';

const buyer = {
  id: 'acme.eu-1_x',
  accountId: 'acct_1',
  name: 'Acme',
  metadata: {},
  targeting: null,
  createdAt: new Date('2026-01-15T10:00:00.123Z'),
};

describe('buyer positions', () => {
  it('survive the way through a cursor', () => {
    expect(parsePosition(positionOf(buyer))).toEqual({ createdAt: buyer.createdAt, id: buyer.id });
  });

  it.each(['', 'acme', '12', '12:', ':acme', '-1:acme', '1:a b', '9999999999999999:acme', '1:acme\n'])(
    'are not read from %j',
    (text) => {
      expect(parsePosition(text)).toBeNull();
    },
  );
});
