import fc from 'fast-check';
import { API_VERSION, buildEventBody } from './event-body';

const envelope = {
  id: 'evt_1',
  type: 'lead.verified',
  created: '2026-01-15T10:30:00.000Z',
  apiVersion: API_VERSION,
};

describe('buildEventBody', () => {
  it('writes the envelope compactly and in the documented order', () => {
    expect(buildEventBody({ ...envelope, data: { lead_id: 'lead_456', score: 92 } })).toBe(
      '{"id":"evt_1","type":"lead.verified","created":"2026-01-15T10:30:00.000Z",' +
        '"data":{"lead_id":"lead_456","score":92},"api_version":"2024-01-01"}',
    );
  });

  it('survives being parsed and serialised again, whatever JSON the data is', () => {
    const json = fc.dictionary(
      fc.oneof(
        fc.constantFrom('__proto__', 'constructor', 'toJSON', 'id', '10', '2', ''),
        fc.string({ unit: 'binary' }),
      ),
      fc.jsonValue({ stringUnit: 'binary' }),
    );
    fc.assert(
      fc.property(json, (value) => {
        const data: object = JSON.parse(JSON.stringify(value));
        const body = buildEventBody({ ...envelope, data });
        expect(JSON.stringify(JSON.parse(body))).toBe(body);
        expect(JSON.parse(body).data).toEqual(data);
      }),
    );
  });

  it.each([
    ['a __proto__ key', '{"__proto__":{"admin":true},"a":1}'],
    ['a lone surrogate', '{"a":"\\ud800"}'],
    ['line separators', '{"a":"\u2028\u2029"}'],
    ['numeric keys', '{"1":true,"2":true,"a":true}'],
  ])('keeps %s as it is', (_case, text) => {
    const body = buildEventBody({ ...envelope, data: JSON.parse(text) });
    expect(body).toContain(`"data":${text},`);
    expect(JSON.stringify(JSON.parse(body))).toBe(body);
  });
});
