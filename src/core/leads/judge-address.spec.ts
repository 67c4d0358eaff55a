import { judgeAddress } from './judge-address';

const TAMPA = { address: '4521 Bayshore Blvd', city: 'Tampa', state: 'FL', postal_code: '33611' };

describe('judgeAddress', () => {
  it.each([TAMPA, { address: '4521 Bayshore Blvd, Tampa FL 33611' }])('finds %j valid', (given) => {
    expect(judgeAddress(given)).toEqual({ valid: true, standardized: true, fault: null });
  });

  it('says nothing of a state alone', () => {
    expect(judgeAddress({ state: 'FL' })).toEqual({ valid: null, standardized: null, fault: null });
  });

  it('finds a ZIP code of another state', () => {
    const judgement = judgeAddress({ ...TAMPA, postal_code: '78701' });
    expect(judgement).toEqual({ valid: false, standardized: true, fault: 'zip_state_mismatch' });
  });

  it('finds a ZIP code of another state with nothing beside it', () => {
    const judgement = judgeAddress({ state: 'FL', postal_code: '78701' });
    expect(judgement).toEqual({ valid: false, standardized: false, fault: 'zip_state_mismatch' });
  });

  it.each([
    ['street', { ...TAMPA, address: 'Bayshore Blvd' }],
    ['city', { ...TAMPA, city: '' }],
    ['state', { ...TAMPA, state: 'Ontario' }],
    ['ZIP code', { ...TAMPA, postal_code: '3361' }],
  ])('finds an address without its %s incomplete', (_part, given) => {
    expect(judgeAddress(given)).toEqual({ valid: false, standardized: false, fault: 'incomplete' });
  });
});
