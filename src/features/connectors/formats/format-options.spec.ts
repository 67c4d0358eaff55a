import { choice, flag, formatOptions, NO_OPTIONS } from './format-options';

const { optionsSchema, readOptions } = formatOptions({
  mode: choice('How', ['slow', 'fast']),
  loud: flag('Whether', false),
  name: {
    schema: { type: 'string' },
    fault: (v) => (typeof v === 'string' ? null : 'Must be text.'),
    required: true,
  },
});

describe('formatOptions', () => {
  it('documents every option with its default', () => {
    expect(optionsSchema).toEqual({
      type: 'object',
      properties: {
        mode: { type: 'string', enum: ['slow', 'fast'], description: 'How', default: 'slow' },
        loud: { type: 'boolean', description: 'Whether', default: false },
        name: { type: 'string' },
      },
      additionalProperties: false,
      required: ['name'],
    });
  });

  it('fills in what was not given', () => {
    expect(readOptions({ name: 'x' })).toEqual({
      kind: 'ok',
      options: { mode: 'slow', loud: false, name: 'x' },
    });
  });

  it('names every fault at once', () => {
    expect(readOptions({ mode: 'quick', loud: 1, 'a/b': 2 })).toEqual({
      kind: 'invalid',
      fields: [
        { pointer: '/a~1b', detail: 'Is not an option of this format.' },
        { pointer: '/mode', detail: 'Must be one of slow, fast.' },
        { pointer: '/loud', detail: 'Must be true or false.' },
        { pointer: '/name', detail: 'Is required.' },
      ],
    });
  });

  it('does not take a name of every object for an option', () => {
    expect(readOptions({ name: 'x', constructor: 1 }).kind).toBe('invalid');
  });
});

describe('NO_OPTIONS', () => {
  it('accepts none and refuses any', () => {
    expect(NO_OPTIONS.readOptions({})).toEqual({ kind: 'ok', options: {} });
    expect(NO_OPTIONS.readOptions({ mode: 'fast' }).kind).toBe('invalid');
  });
});
