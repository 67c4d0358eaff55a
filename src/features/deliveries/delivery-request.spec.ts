import { attemptUrl, deliveryRequest, pathOf, plainRequest } from './delivery-request';

describe('attemptUrl', () => {
  const mapped = { ...plainRequest('{}'), path: '/leads/lead_1?state=TX' };

  it("is the webhook's own where nothing was mapped", () => {
    expect(attemptUrl('https://a.example/hooks?token=1', plainRequest('{}'))).toBe(
      'https://a.example/hooks?token=1',
    );
  });

  it('is what was mapped, on the origin the webhook has by now', () => {
    expect(attemptUrl('https://b.example:8443/hooks', mapped)).toBe(
      'https://b.example:8443/leads/lead_1?state=TX',
    );
  });
});

describe('deliveryRequest', () => {
  const made = { method: 'PUT', url: 'https://a.example/leads?b=c', headers: { a: 'b' }, body: '1' } as const;

  it('keeps the path only where it was mapped, so that a webhook that moves takes its deliveries along', () => {
    const format = 'csv';
    const kept = { format, method: 'PUT', headers: { a: 'b' }, body: '1' };
    expect(deliveryRequest(made, { format, urlMapping: null })).toEqual({ ...kept, path: null });
    const mapped = deliveryRequest(made, { format, urlMapping: '"/leads?b=c"' });
    expect(mapped).toEqual({ ...kept, path: '/leads?b=c' });
  });
});

describe('pathOf', () => {
  it.each([
    ['https://a.example/leads/lead_1?state=TX', '/leads/lead_1?state=TX'],
    ['http://127.0.0.1:8080//a', '//a'],
    ['https://[::1]:8443/', '/'],
  ])('of %s is %s, which leads back to it', (url, path) => {
    expect(pathOf(url)).toBe(path);
    expect(attemptUrl(url, { ...plainRequest('{}'), path })).toBe(url);
  });
});
