import { describeFailure } from './describe-failure';
import { MappingRefusal } from './mapping-refusal';

describe('describeFailure', () => {
  it('keeps the words and the position of the language, as a sentence', () => {
    const thrown = {
      code: 'S0203',
      message: 'Expected "}" before end of expression',
      position: 6,
      token: '(end)',
    };
    expect(describeFailure(thrown, '{"a": ')).toEqual({
      kind: 'failed',
      error: { code: 'SYNTAX', message: 'Expected "}" before end of expression.', position: 6 },
    });
  });

  it.each([
    ['T2001', 'RUNTIME'],
    ['D3137', 'RUNTIME'],
    ['D1011', 'TOO_DEEP'],
    ['D1012', 'TIME_LIMIT'],
    ['D2014', 'MEMORY_LIMIT'],
    ['D2015', 'MEMORY_LIMIT'],
  ])('takes %s for %s', (code, failure) => {
    expect(describeFailure({ code, message: 'words' }, '').error.code).toBe(failure);
  });

  it('names a function that does not exist', () => {
    const thrown = {
      code: 'T1006',
      message: 'Attempted to invoke a non-function',
      token: 'foo',
      position: 5,
    };
    expect(describeFailure(thrown, '$foo(1)').error.message).toBe('There is no function named $foo.');
  });

  it.each([
    ['Maximum call stack size exceeded', 'TOO_DEEP'],
    ['Invalid string length', 'MEMORY_LIMIT'],
    ['Invalid array length', 'MEMORY_LIMIT'],
    ['Invalid time value', 'RUNTIME'],
  ])('reads the engine\'s "%s" as %s', (message, code) => {
    expect(describeFailure(new RangeError(message), '').error.code).toBe(code);
  });

  it('tells nothing of the inside when the library stumbles', () => {
    const { error } = describeFailure(
      new TypeError("Cannot read properties of undefined (reading 'base')"),
      'a',
    );
    expect(error).toEqual({
      code: 'RUNTIME',
      message: 'The expression cannot be evaluated for this event.',
      position: null,
    });
  });

  it('finds the text a refusal is about', () => {
    const refusal = new MappingRefusal('SYNTAX', 'Not this.', '/(?=a)/');
    expect(describeFailure(refusal, '$match(a, /(?=a)/)').error).toEqual({
      code: 'SYNTAX',
      message: 'Not this.',
      position: 10,
    });
  });

  it('shortens a message that carries the data', () => {
    const { message } = describeFailure({ code: 'D3137', message: 'x'.repeat(5000) }, '').error;
    expect(message).toHaveLength(301);
  });

  it.each([[-1], [99], ['3'], [Number.NaN]])('drops the position %p, which is none', (position) => {
    expect(describeFailure({ code: 'T2001', message: 'm', position }, 'a + b').error.position).toBeNull();
  });

  it.each([[null], [undefined], ['text'], [{}]])('survives %p being thrown', (thrown) => {
    expect(describeFailure(thrown, '').error.code).toBe('RUNTIME');
  });
});
