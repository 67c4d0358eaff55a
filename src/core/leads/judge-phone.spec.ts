import { judgePhone } from './judge-phone';

describe('judgePhone', () => {
  it.each([
    ['+18135552001', 'fixed_line_or_mobile'],
    ['+18005551234', 'toll_free'],
    ['+19005551234', 'premium_rate'],
    ['+15005551234', 'personal_number'],
    ['+442079460958', 'fixed_line'],
    ['+447400123456', 'mobile'],
    ['+445612345678', 'voip'],
    ['+611300123456', 'shared_cost'],
  ])('finds %s valid: %s', (e164, type) => {
    expect(judgePhone(e164)).toEqual({ valid: true, type });
  });

  it.each(['+15551234567', '+11111111111', '+10000000000', '+999123456789', 'nonsense', ''])(
    'finds %j not valid',
    (e164) => {
      expect(judgePhone(e164)).toEqual({ valid: false, type: null });
    },
  );
});
