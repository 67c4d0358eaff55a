import { AnswerCache } from './answer-cache';

describe('AnswerCache', () => {
  it('keeps a value until its time, and not a moment longer', () => {
    const cache = new AnswerCache<string>(10);
    cache.keep('a', 'kept', 1000);
    expect(cache.find('a', 999)).toBe('kept');
    expect(cache.find('a', 1000)).toBeUndefined();
    expect(cache.find('a', 999)).toBeUndefined();
  });

  it('takes the later value', () => {
    const cache = new AnswerCache<string>(10);
    cache.keep('a', 'first', 1000);
    cache.keep('a', 'second', 2000);
    expect(cache.find('a', 1500)).toBe('second');
  });

  it('lets the value go that was not asked for the longest', () => {
    const cache = new AnswerCache<string>(2);
    cache.keep('a', 'A', 1000);
    cache.keep('b', 'B', 1000);
    cache.find('a', 0);
    cache.keep('c', 'C', 1000);
    expect(['a', 'b', 'c'].map((key) => cache.find(key, 0))).toEqual(['A', undefined, 'C']);
  });
});
