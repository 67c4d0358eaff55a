import { toPeriod } from './replay-period';

const at = (hour: number) => new Date(Date.UTC(2026, 0, 15, hour));

describe('toPeriod', () => {
  it('takes both ends as given', () => {
    expect(toPeriod({ createdAfter: at(8), createdBefore: at(9) }, at(10))).toEqual({
      createdAfter: at(8),
      createdBefore: at(9),
    });
  });

  it.each([undefined, at(11)])('ends at the present when the end is %p', (createdBefore) => {
    expect(toPeriod({ createdAfter: at(8), createdBefore }, at(10)).createdBefore).toEqual(at(10));
  });

  it.each([
    ['ends before it begins', at(9), at(8)],
    ['is a single moment', at(9), at(9)],
    ['begins in the future', at(11), at(12)],
    ['begins at present', at(10), undefined],
  ])('refuses a period that %s', (_, createdAfter, createdBefore) => {
    expect(() => toPeriod({ createdAfter, createdBefore }, at(10))).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED' }),
    );
  });
});
