import { MAPPING_LIMITS } from './limits';
import { writeOutput } from './write-output';

const codeOf = (result: unknown) => {
  const writing = writeOutput(result);
  return writing.kind === 'written' ? writing.json : writing.error.code;
};
const messageOf = (result: unknown) => {
  const writing = writeOutput(result);
  return writing.kind === 'failed' ? writing.error.message : null;
};

describe('writeOutput', () => {
  it.each([
    [null],
    [true],
    [-1.5e-7],
    ['tab\t "quoted" \u2028 é 😀'],
    [[]],
    [{}],
    [{ a: [1, { b: null }], 'ä"': '', 1: 2 }],
    [JSON.parse('{"__proto__": {"a": 1}}')],
  ])('writes %j as JSON.stringify does', (value: unknown) => {
    expect(codeOf(value)).toBe(JSON.stringify(value));
  });

  it('leaves out fields without a value', () => {
    expect(codeOf({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it.each([
    ['items without a value', [undefined, 'a', undefined]],
    ['holes', Object.assign([], { 2: 'a' })],
    ['groups of a match that took no part', { groups: ['1', undefined] }],
  ])('writes null for %s, as JSON.stringify does', (_, result) => {
    expect(codeOf(result)).toBe(JSON.stringify(result));
  });

  it('stops at the limit in a list that is nothing but holes', () => {
    expect(codeOf(Array(2 ** 32 - 1))).toBe('OUTPUT_TOO_LARGE');
  });

  it('writes a list without the marks the language puts on it', () => {
    expect(codeOf(Object.assign([1, 2], { sequence: true, push: () => 0 }))).toBe('[1,2]');
  });

  it('mends half a surrogate pair, which UTF-8 cannot carry', () => {
    expect(codeOf({ '\ud83d': 'x\ude00' })).toBe('{"\ufffd":"x\ufffd"}');
  });

  it('refuses no result at all', () => {
    expect(codeOf(undefined)).toBe('NO_RESULT');
  });

  it.each([
    ['a function', { a: [1, () => 0] }, 'a.1'],
    ['a lambda of the language', { f: { _jsonata_lambda: true } }, 'f'],
    ['a built-in function of the language', { f: { _jsonata_function: true } }, 'f'],
    ['NaN', { n: Number.NaN }, 'n'],
    ['an infinite number', { n: -Infinity }, 'n'],
    ['what JSON has no word for', { l: [undefined, Symbol('s')] }, 'l.1'],
  ])('refuses %s and says where it is', (_, result, place) => {
    expect(codeOf(result)).toBe('OUTPUT_NOT_JSON');
    expect(messageOf(result)).toContain(`"${place}"`);
  });

  it('never calls what it writes', () => {
    const toJSON = jest.fn(() => 'called');
    expect(codeOf({ toJSON })).toBe('OUTPUT_NOT_JSON');
    expect(codeOf(Object.assign([1], { toJSON }))).toBe('[1]');
    expect(toJSON).not.toHaveBeenCalled();
  });

  it('refuses a result that holds itself', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    expect(codeOf(loop)).toBe('OUTPUT_NOT_JSON');
  });

  it('stops at the limit when a small result holds itself many times over', () => {
    let bomb: unknown = 'x';
    for (let level = 0; level < 60; level++) bomb = [bomb, bomb];
    expect(codeOf(bomb)).toBe('OUTPUT_TOO_LARGE');
  });

  it('takes results up to the limit in bytes, not in characters', () => {
    const { outputBytes } = MAPPING_LIMITS;
    expect(writeOutput('x'.repeat(outputBytes - 2)).kind).toBe('written');
    expect(codeOf('x'.repeat(outputBytes - 1))).toBe('OUTPUT_TOO_LARGE');
    expect(writeOutput('é'.repeat((outputBytes - 2) / 2)).kind).toBe('written');
    expect(codeOf('é'.repeat(outputBytes / 2))).toBe('OUTPUT_TOO_LARGE');
    expect(codeOf(['"'.repeat(outputBytes / 2)])).toBe('OUTPUT_TOO_LARGE');
  });
});
