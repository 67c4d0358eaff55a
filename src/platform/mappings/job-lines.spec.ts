import { JobLines, type WaitingJob } from './job-lines';

interface Named extends WaitingJob {
  name: string;
}

describe('JobLines', () => {
  let lines: JobLines<Named>;

  beforeEach(() => {
    lines = new JobLines({ deliveries: { mostEach: 9, most: 9 }, callers: { mostEach: 2, most: 3 } });
  });

  /** Jobs are named after their account: `a1` is of `a`; those for callers end in `?`. */
  const add = (...names: string[]) =>
    names.map((name) => lines.add({ name, accountId: name[0]!, isForCaller: name.endsWith('?') }));
  const take = () => lines.take();
  /** One after the other, each done before the next. */
  function workOff(): string[] {
    const names: string[] = [];
    for (let job = take(); job !== null; job = take()) {
      names.push(job.name);
      lines.done(job);
    }
    return names;
  }

  it('serves callers first, and deliveries every other time', () => {
    add('a1', 'a2', 'a3', 'b1?', 'b2?', 'c1?');
    expect(workOff()).toEqual(['b1?', 'a1', 'c1?', 'a2', 'b2?', 'a3']);
  });

  it('has room for callers while deliveries fill theirs', () => {
    expect(add(...Array<string>(10).fill('a')).filter(Boolean)).toHaveLength(9);
    expect(add('a?', 'a?', 'a?', 'b?', 'c?')).toEqual([true, true, false, true, false]);
  });

  it('gives nobody a second sandbox while others wait for one', () => {
    add('a1', 'a2', 'a3?', 'b1', 'c1?');
    expect([take(), take(), take()].map((job) => job?.name)).toEqual(['a3?', 'b1', 'c1?']);
    expect(take()?.name).toBe('a1');
  });

  it('gives a second one to whom nobody else needs it', () => {
    add('a1', 'a2');
    expect([take()?.name, take()?.name, take()]).toEqual(['a1', 'a2', null]);
  });

  it('gives a sandbox again once all jobs of an account are done', () => {
    add('a1', 'a2', 'a3');
    const [first, second] = [take()!, take()!];
    add('b1', 'b2');
    lines.done(first);
    expect(take()?.name).toBe('b1');
    lines.done(second);
    expect(take()?.name).toBe('a3');
  });

  it('takes a job back that has to be done again', () => {
    add('a1', 'a2');
    const job = take()!;
    lines.putBack([job]);
    lines.done(job);
    expect(workOff()).toEqual(['a1', 'a2']);
  });

  it('gives jobs of an account away, to others of its kind, in their order', () => {
    const others = new JobLines<Named>({
      deliveries: { mostEach: 1, most: 1 },
      callers: { mostEach: 1, most: 1 },
    });
    add('a1', 'a2', 'a3', 'a4?', 'a5?', 'b1');
    others.putBack(lines.takeOut('a', ({ name }) => name !== 'a2'));
    expect(workOff()).toEqual(['a2', 'b1']);
    expect(lines.isEmpty).toBe(true);
    expect(others.isEmpty).toBe(false);
    lines = others;
    expect(workOff()).toEqual(['a4?', 'a1', 'a5?', 'a3']);
  });

  it('can be cleared', () => {
    add('a1', 'b1?');
    expect(lines.clear().map(({ name }) => name)).toEqual(['b1?', 'a1']);
    expect(take()).toBeNull();
  });
});
