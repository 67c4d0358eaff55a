import { RE2JS } from 're2js';
import { MappingRefusal } from '../../../core/mapping';
import { freezeDeeply } from './freeze-deeply';

/** As much of a match as JSONata reads. */
interface LinearMatch extends Array<string | undefined> {
  index: number;
  input: string;
}

/**
 * The part of `RegExp` that JSONata uses, on an engine whose time grows with the text and never with
 * backtracking. It has no look-around and no back-references, which cannot be had in linear time.
 */
export class LinearRegExp {
  lastIndex = 0;
  readonly source: string;
  readonly flags: string;
  /** Hidden from expressions, which can read any property: it holds tables all programs share. */
  readonly #program: RE2JS;
  #matcher: ReturnType<RE2JS['matcher']> | null = null;
  #matcherText: string | null = null;

  /**
   * @param pattern JavaScript's notation, or another one of these: its program is shared, its place is not
   * @throws MappingRefusal (SYNTAX) for what the engine does not know
   */
  constructor(pattern: string | LinearRegExp, flags = '') {
    if (pattern instanceof LinearRegExp) {
      this.source = pattern.source;
      this.flags = pattern.flags;
      this.#program = pattern.#program;
    } else {
      this.source = pattern;
      this.flags = flags;
      this.#program = compile(this.source, flags);
    }
  }

  get global(): boolean {
    return this.flags.includes('g');
  }

  /** RegExp.prototype.exec: with the flag g it goes on from `lastIndex` and moves it. */
  exec(text: unknown): LinearMatch | null {
    // An expression can call what it was given as a matcher with anything.
    if (typeof text !== 'string') throw new MappingRefusal('RUNTIME', 'Only a text can be matched.');
    const start = this.global ? this.lastIndex : 0;
    const matcher = this.matcherOf(text);
    if (start > text.length || !matcher.find(start)) {
      this.lastIndex = 0;
      return null;
    }
    if (this.global) this.lastIndex = matcher.end();
    const groups = Array.from(
      { length: matcher.groupCount() + 1 },
      (_, group) => matcher.group(group) ?? undefined,
    );
    return Object.assign(groups, { index: matcher.start(), input: text });
  }

  test(text: unknown): boolean {
    return this.exec(text) !== null;
  }

  toString(): string {
    return `/${this.source}/${this.flags}`;
  }

  /** Kept while the text stays the same: finding every match of a long text must not prepare it each time. */
  private matcherOf(text: string): ReturnType<RE2JS['matcher']> {
    if (this.#matcher === null || this.#matcherText !== text) {
      this.#matcher = this.#program.matcher(text);
      this.#matcherText = text;
    }
    return this.#matcher;
  }
}

freezeDeeply(LinearRegExp);

function compile(source: string, flags: string): RE2JS {
  const options =
    (flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0) | (flags.includes('m') ? RE2JS.MULTILINE : 0);
  try {
    return RE2JS.compile(RE2JS.translateRegExp(source), options);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : 'unknown';
    throw new MappingRefusal(
      'SYNTAX',
      `The regular expression /${source.slice(0, 80)}/ cannot be used (${reason}); ` +
        'look-around and back-references are not supported.',
      `/${source}/`,
    );
  }
}
