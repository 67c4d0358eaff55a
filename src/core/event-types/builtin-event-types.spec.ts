import { Validator } from '@cfworker/json-schema';
import { compileFilter } from '../filter';
import { scanJson } from '../json';
import { BUILTIN_EVENT_TYPES } from './builtin-event-types';
import { isEventTypeName } from './event-type-name';

describe('BUILTIN_EVENT_TYPES', () => {
  it('are the seven of every account and the two of lead sources', () => {
    expect(BUILTIN_EVENT_TYPES.map(({ name }) => name)).toEqual([
      'lead.submitted',
      'lead.call_requested',
      'lead.verified',
      'lead.distributed',
      'lead.crm_updated',
      'delivery.success',
      'delivery.failed',
      'ping.received',
      'bid.won',
    ]);
  });

  describe.each(BUILTIN_EVENT_TYPES)('$name', ({ name, description, schema, example, filterExamples }) => {
    const validator = new Validator(schema, '2020-12', false);

    it('has a valid name and a description in whole sentences', () => {
      expect(isEventTypeName(name)).toBe(true);
      expect(description).toMatch(/^[A-Z].{30,}\.$/);
    });

    it('has an example its schema accepts', () => {
      expect(validator.validate(example).errors).toEqual([]);
    });

    it('has an example that survives delivery unharmed', () => {
      expect(scanJson(JSON.stringify(example), { maxDepth: 64, maxKeys: 1_000 })).toEqual({ kind: 'ok' });
    });

    it.each(schema['required'] as string[])('refuses data without %s', (key) => {
      const { [key]: _omitted, ...rest } = example;
      expect(validator.validate(rest).valid).toBe(false);
    });

    it('describes every member its example shows', () => {
      const described = Object.keys(schema['properties'] as object);
      expect(described).toEqual(expect.arrayContaining(Object.keys(example)));
    });

    it('has filters to start from that webhooks may have', () => {
      expect(filterExamples.length).toBeGreaterThan(0);
      for (const { description: wanted, filter } of filterExamples) {
        expect(wanted).toMatch(/^[A-Z].+[^.]$/);
        expect(compileFilter(filter)).toEqual({ kind: 'ok', path: expect.any(String) });
      }
    });

    it('leaves room for members of later versions', () => {
      expect(validator.validate({ ...example, later: true }).valid).toBe(true);
    });
  });
});
