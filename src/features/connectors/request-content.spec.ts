import { isPlain, type RequestContent } from './request-content';

const PLAIN: RequestContent = {
  format: 'synaptis',
  formatOptions: {},
  method: 'POST',
  mapping: null,
  headerMapping: null,
  urlMapping: null,
};

describe('isPlain', () => {
  it('is what a webhook has that asks for nothing', () => {
    expect(isPlain(PLAIN)).toBe(true);
  });

  it.each<Partial<RequestContent>>([
    { format: 'standard' },
    { method: 'PUT' },
    { mapping: 'event' },
    { headerMapping: '{}' },
    { urlMapping: '"/"' },
  ])('is not what asks for %j', (change) => {
    expect(isPlain({ ...PLAIN, ...change })).toBe(false);
  });
});
