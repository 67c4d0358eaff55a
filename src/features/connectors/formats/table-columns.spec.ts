import { guardFormula } from './guard-formula';
import { cellsOf, columnsOf, columnsOption, isRow, type RowContent } from './table-columns';

describe('cellsOf', () => {
  const rowOf = (content: RowContent, ...paths: string[]) => [
    ...cellsOf(content, columnsOf({ columns: paths.map((path) => ({ name: 'x', path })) })),
  ];
  const content = {
    id: 'evt_1',
    data: { tags: ['a', 'b'], none: null, deep: { n: 0, yes: false }, 'a.b': 1 },
  };

  it.each([
    ['id', 'evt_1'],
    ['data.deep.n', 0],
    ['data.deep.yes', false],
    ['data.tags.1', 'b'],
    ['data.tags', '["a","b"]'],
    ['data.deep', '{"n":0,"yes":false}'],
    ['data.none', ''],
    ['data.nowhere.else', ''],
    ['id.length', ''],
    ['data.constructor', ''],
    ['__proto__', ''],
  ])('reads %p as %p', (path, cell) => {
    expect(rowOf(content, path)).toEqual([cell]);
  });

  it('takes a list for a row', () => {
    expect(rowOf(['a', 1, null, { b: 2 }])).toEqual(['a', 1, '', '{"b":2}']);
  });

  it.each(['text', 5, null, undefined, []])('makes no row of %p', (given) => {
    expect(isRow(given)).toBe(false);
  });

  it('writes a large part of an event only as often as it is asked for', () => {
    const written = jest.fn(() => 'large');
    const cells = cellsOf(
      { data: { toJSON: written } },
      columnsOf({ columns: Array.from({ length: 200 }, () => ({ name: 'd', path: 'data' })) }),
    );
    expect([cells.next().value, cells.next().value]).toEqual(['"large"', '"large"']);
    expect(written).toHaveBeenCalledTimes(2);
  });
});

describe('columnsOption', () => {
  const column = { name: 'Lead', path: 'data.lead_id' };

  it('accepts columns', () => {
    expect(columnsOption.fault([column])).toBeNull();
    expect(columnsOption.fault(columnsOption.fallback)).toBeNull();
  });

  it.each([
    [[]],
    ['x'],
    [[{ name: 'Lead' }]],
    [[{ ...column, width: 5 }]],
    [[{ ...column, name: '' }]],
    [Array.from({ length: 201 }, () => column)],
  ])('refuses %#', (given) => {
    expect(columnsOption.fault(given)).toMatch(/^Must be a list of 1 to 200 columns/);
  });
});

describe('guardFormula', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t1', '\r1', '\n1', '+12025550143'])('guards %p', (text) => {
    expect(guardFormula(text)).toBe(`'${text}`);
  });

  it.each([' =1', '\u00a0=1', '\u200b=1', '\ufeff@x', '\0-1', '\u3000\t+1'])(
    'guards %p, whatever nobody sees before it',
    (text) => {
      expect(guardFormula(text)).toBe(`'${text}`);
    },
  );

  it.each(['＝1+1', '＋1', '－1', '＠SUM(A1)', '﹦1', '﹣1', ' ＝1'])('guards the form %p', (text) => {
    expect(guardFormula(text)).toBe(`'${text}`);
  });

  it.each([-1, true, 'a=1', "'=1", '', ' ', '５', '≠1', '😀=1'])('leaves %p', (cell) => {
    expect(guardFormula(cell)).toBe(cell);
  });
});
