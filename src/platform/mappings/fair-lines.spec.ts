import { FairLines } from './fair-lines';

const ALL = () => true;

describe('FairLines', () => {
  let lines: FairLines<string>;

  beforeEach(() => {
    lines = new FairLines({ mostEach: 3, most: 5 });
  });

  /** Items are named after their owner: `a1` is of `a`. */
  const add = (...items: string[]) => items.map((item) => lines.add(item[0]!, item));
  function takeAll(isWanted: (owner: string) => boolean = ALL): string[] {
    const taken: string[] = [];
    for (let item = lines.take(isWanted); item !== null; item = lines.take(isWanted)) taken.push(item);
    return taken;
  }

  it('serves owners in turn, and what one of them has in order', () => {
    add('a1', 'a2', 'a3', 'b1', 'c1');
    expect(takeAll()).toEqual(['a1', 'b1', 'c1', 'a2', 'a3']);
  });

  it('lets one who comes later wait for one item of each before, not for all they have', () => {
    add('a1', 'a2', 'a3');
    expect(lines.take(ALL)).toBe('a1');
    add('b1', 'b2');
    expect(takeAll()).toEqual(['a2', 'b1', 'a3', 'b2']);
  });

  it('gives nobody a turn for having gone to the end of the line', () => {
    add('a1', 'b1', 'b2');
    expect(lines.take(ALL)).toBe('a1');
    add('a2');
    expect(takeAll()).toEqual(['b1', 'a2', 'b2']);
  });

  it('takes from those who are wanted only, without costing the others their turn', () => {
    add('a1', 'a2', 'b1', 'b2');
    expect(lines.take((owner) => owner === 'b')).toBe('b1');
    expect(takeAll((owner) => owner === 'c')).toEqual([]);
    expect(takeAll()).toEqual(['a1', 'b2', 'a2']);
  });

  it('gives out all that is wanted of one owner, and makes room for others', () => {
    add('a1', 'b1', 'a2', 'a3', 'b2');
    expect(lines.takeOut('a', (item) => item !== 'a2')).toEqual(['a1', 'a3']);
    expect(lines.takeOut('c', ALL)).toEqual([]);
    expect(add('c1', 'c2', 'c3')).toEqual([true, true, false]);
    expect(lines.takeOut('b', ALL)).toEqual(['b1', 'b2']);
    expect(takeAll()).toEqual(['a2', 'c1', 'c2']);
    expect(lines.isEmpty).toBe(true);
  });

  it('refuses more than its share of one owner, and takes from the others still', () => {
    expect(add('a1', 'a2', 'a3', 'a4', 'b1')).toEqual([true, true, true, false, true]);
    lines.take(ALL);
    expect(add('a5')).toEqual([true]);
  });

  it('refuses more than there is room for in all', () => {
    expect(add('a1', 'a2', 'b1', 'b2', 'c1', 'c2', 'd1')).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    lines.take(ALL);
    expect(add('d1', 'd2')).toEqual([true, false]);
  });

  it('takes back what was taken, before the others of its owner and however many wait', () => {
    add('a1', 'a2', 'a3', 'b1');
    const first = lines.take(ALL)!;
    add('a4', 'b2');
    lines.putBack('a', [first, 'a0']);
    expect(add('c1')).toEqual([false]);
    expect(takeAll()).toEqual(['b1', 'a1', 'b2', 'a0', 'a2', 'a3', 'a4']);
  });

  it('can be cleared, and used again', () => {
    add('a1', 'b1', 'b2');
    expect(lines.clear()).toEqual(['a1', 'b1', 'b2']);
    expect(takeAll()).toEqual([]);
    expect(add('c1', 'c2', 'c3', 'a1', 'b1', 'b2')).toEqual([true, true, true, true, true, false]);
  });
});
