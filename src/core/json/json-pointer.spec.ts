import { jsonPointer } from './json-pointer';

describe('jsonPointer', () => {
  it.each([
    [[], ''],
    [['foo', 0], '/foo/0'],
    [[''], '/'],
    [['a/b', 'm~n', '~1'], '/a~1b/m~0n/~01'],
  ])('writes %p as %p', (segments, pointer) => {
    expect(jsonPointer(segments)).toBe(pointer);
  });

  it('cuts behind 1,024 characters', () => {
    expect(jsonPointer(['x'.repeat(1_023)])).toHaveLength(1_024);
    expect(jsonPointer(['x'.repeat(1_024)])).toBe(`/${'x'.repeat(1_023)}…`);
    expect(jsonPointer(Array(2_000).fill(0))).toHaveLength(1_025);
  });
});
