import { leaveOutNulls } from './leave-out-nulls';

describe('leaveOutNulls', () => {
  it('leaves out members that are null, at any depth, and nothing else', () => {
    const message = {
      a: null,
      b: [{ c: null, d: [null, 0] }, null],
      e: { f: { g: null, h: '' } },
      i: false,
    };
    expect(leaveOutNulls(message)).toEqual({ b: [{ d: [null, 0] }, null], e: { f: { h: '' } }, i: false });
  });

  it.each([['text'], [0], [null], [[]], [{}]])('gives %j back as it is', (value: unknown) => {
    expect(leaveOutNulls(value)).toEqual(value);
  });

  it('takes `__proto__` for a name like any other', () => {
    const text = '{"__proto__":{"a":1}}';
    expect(JSON.stringify(leaveOutNulls(JSON.parse(text)))).toBe(text);
  });
});
