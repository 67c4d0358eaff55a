import { BUILTIN_EVENT_TYPES } from '../../core/event-types';
import { checkSchema } from './check-schema';

const LEAD = {
  type: 'object',
  required: ['lead_id'],
  properties: { lead_id: { type: 'string', pattern: '^lead_' }, score: { $ref: '#/$defs/score' } },
  $defs: { score: { type: 'integer', minimum: 0 } },
};

const pointersOf = (...[schema, example]: Parameters<typeof checkSchema>) =>
  checkSchema(schema, example).map(({ pointer }) => pointer);

describe('checkSchema', () => {
  it('accepts a sound schema with an example that satisfies it', () => {
    expect(checkSchema(LEAD, { lead_id: 'lead_1', score: 3 })).toEqual([]);
  });

  it.each(BUILTIN_EVENT_TYPES.map(({ name, schema, example }) => [name, schema, example] as const))(
    'accepts what is built in: %s',
    (_name, schema, example) => {
      expect(checkSchema(schema, example)).toEqual([]);
    },
  );

  it('accepts either of the two alone, or none', () => {
    expect(checkSchema(LEAD, null)).toEqual([]);
    expect(checkSchema(null, { anything: true })).toEqual([]);
    expect(checkSchema(null, null)).toEqual([]);
  });

  it('names every member of the example that does not satisfy the schema', () => {
    expect(pointersOf(LEAD, { lead_id: 'x', score: -1 })).toEqual(['/example/lead_id', '/example/score']);
    expect(pointersOf(LEAD, { score: 1 })).toEqual(['/example']);
  });

  it.each([
    ['an unknown type', { type: 'strin' }, '/schema/type'],
    ['a type of another kind', { properties: { a: { type: 5 } } }, '/schema/properties/a/type'],
    ['a negative length', { minLength: -1 }, '/schema/minLength'],
    ['a pattern that is none', { pattern: '(' }, '/schema/pattern'],
    ['a pattern property that is none', { patternProperties: { '(': true } }, '/schema/patternProperties/('],
    ['required that is no list', { required: 'lead_id' }, '/schema/required'],
    ['a subschema that is none', { items: [{ type: 'string' }] }, '/schema/items'],
    ['an empty allOf', { allOf: [] }, '/schema/allOf'],
    ['another draft', { $schema: 'http://json-schema.org/draft-07/schema#' }, '/schema/$schema'],
  ])('refuses %s at its place', (_case, schema, pointer) => {
    expect(pointersOf(schema, null)).toEqual([pointer]);
  });

  it.each([
    ['inside', { properties: { 'a/b c': { $ref: '#/$defs/none' } } }, '/schema/properties/a~1b c/$ref'],
    ['outside', { $ref: 'https://example.com/schema.json' }, '/schema/$ref'],
  ])('refuses a reference that leads nowhere %s the document', (_case, schema, pointer) => {
    expect(checkSchema(schema, null)).toEqual([{ pointer, detail: 'must refer to a part of this schema' }]);
  });

  it('refuses a schema that refers to itself without end', () => {
    expect(pointersOf({ $ref: '#' }, { a: 1 })).toEqual(['/schema']);
  });

  it('refuses an id that is no URL', () => {
    expect(pointersOf({ $id: 'http://[' }, null)).toEqual(['/schema']);
  });

  it('stops a pattern that would hold the process for hours', () => {
    const schema = { properties: { a: { pattern: '^(a+)+$' } } };
    expect(checkSchema(schema, { a: `${'a'.repeat(60)}!` })).toEqual([
      { pointer: '/schema', detail: 'must be simpler: checking the example took too long' },
    ]);
  });

  it('refuses more than 64 KiB', () => {
    const text = 'x'.repeat(64 * 1024);
    expect(pointersOf({ title: text }, { text })).toEqual(['/schema', '/example']);
  });

  it('leaves the schema as it was', () => {
    const schema = { properties: { a: { $ref: '#/$defs/b' } }, $defs: { b: { type: 'string' } } };
    const keys = Reflect.ownKeys(schema);
    checkSchema(schema, { a: 'x' });
    expect(Reflect.ownKeys(schema)).toEqual(keys);
  });
});
