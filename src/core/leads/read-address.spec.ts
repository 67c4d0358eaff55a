import fc from 'fast-check';
import { readAddress } from './read-address';

const BAYSHORE = { street: '4521 Bayshore Blvd', city: 'Tampa', state: 'FL', zip: '33611' };

/** A street of the given line, with the rest of the address beside it. */
function streetOf(address: string): string | null | undefined {
  return readAddress({ address, city: 'Tampa', state: 'FL', postal_code: '33611' })?.street;
}

describe('readAddress', () => {
  it.each([
    '4521 Bayshore Blvd, Tampa FL 33611',
    '4521 Bayshore Blvd, Tampa, FL 33611',
    '4521 Bayshore Blvd , Tampa , FL , 33611',
    '4521 Bayshore Blvd, Tampa, Florida 33611',
    '4521 Bayshore Blvd, Tampa, fl 33611, USA',
    '4521 Bayshore Blvd, Tampa FL 33611, United States',
    ' 4521  Bayshore Blvd\r\nTampa FL 33611\n',
  ])('reads the line %j', (address) => {
    expect(readAddress({ address })).toEqual(BAYSHORE);
  });

  it('reads parts that stand on their own', () => {
    const given = {
      address: '4521 Bayshore Blvd',
      city: ' tampa ',
      state: 'florida',
      postal_code: '33611-1234',
    };
    expect(readAddress(given)).toEqual({ ...BAYSHORE, city: 'tampa', zip: '33611-1234' });
  });

  it('reads a line without a state, which stands on its own', () => {
    expect(readAddress({ address: '4521 Bayshore Blvd, Tampa 33611', state: 'FL' })).toEqual(BAYSHORE);
  });

  it('keeps the flat with the street', () => {
    const parts = readAddress({ address: '12 Oak St, Apt 4, Carson City, NV 89701' });
    expect(parts).toEqual({ street: '12 Oak St, Apt 4', city: 'Carson City', state: 'NV', zip: '89701' });
  });

  it('reads a line that repeats what stands on its own', () => {
    const line = '4521 Bayshore Blvd, TAMPA FL 33611';
    expect(readAddress({ address: line, city: 'Tampa', state: 'FL', postal_code: '33611' })).toEqual(
      BAYSHORE,
    );
  });

  it.each([
    { address: '12 Oak St, New York, NY 10001' },
    { address: '12 Oak St, New York NY 10001' },
    { address: '12 Oak St, New York 10001', state: 'NY' },
    { address: '12 Oak St, New York', state: 'NY', postal_code: '10001' },
  ])('reads the city in %j, which is named like its state', (given) => {
    expect(readAddress(given)).toEqual({ street: '12 Oak St', city: 'New York', state: 'NY', zip: '10001' });
  });

  it('lets a part given on its own win over the line', () => {
    const parts = readAddress({
      address: '4521 Bayshore Blvd, Tampa FL 33611',
      state: 'TX',
      postal_code: 'x',
    });
    expect(parts).toMatchObject({ city: 'Tampa', state: 'TX', zip: null });
  });

  it.each([
    ['100 Maple Ct', '100 Maple Ct'],
    ['12B Main St', '12B Main St'],
    ['12-34 150th Ave', '12-34 150th Ave'],
    ['12 1/2 Main St', '12 1/2 Main St'],
    ['W156N8480 Pilgrim Rd', 'W156N8480 Pilgrim Rd'],
    ['100 5th Ave, Suite 300', '100 5th Ave, Suite 300'],
    ['PO Box 12', 'PO Box 12'],
    ['p.o. box 12', 'p.o. box 12'],
    ['Main Street', null],
    ['12', null],
    ['12 34', null],
    ['Ask me', null],
  ])('reads the street of %j as %j', (address, street) => {
    expect(streetOf(address)).toBe(street);
  });

  it.each(['Apt 4', 'Suite B', '33611', '#4', ''])('takes no %j for a city', (segment) => {
    expect(readAddress({ address: `12 Oak St, ${segment}`, state: 'FL' })?.city).toBeNull();
  });

  it.each(['3361', '336111', '33611-12', '33611 1234', 'K1A 0B1'])(
    'takes no %j for a ZIP code',
    (postal_code) => {
      expect(readAddress({ postal_code })).toEqual({ street: null, city: null, state: null, zip: null });
    },
  );

  it.each([{}, { state: 'FL' }, { address: ' ', city: '', postal_code: null, state: null }])(
    'finds no address in %j',
    (given) => {
      expect(readAddress(given)).toBeNull();
    },
  );

  it('never throws', () => {
    const part = fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\d ,A-Z\n]{0,60}$/)));
    fc.assert(
      fc.property(fc.record({ address: part, city: part, state: part, postal_code: part }), (given) => {
        expect(readAddress(given)).not.toBeUndefined();
      }),
    );
  });
});
