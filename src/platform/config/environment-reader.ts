interface ParsedOptions<T> {
  fallback: string;
  parse: (text: string) => T | null;
  /** What the variable may hold, for the problem. */
  accepts: string;
}

/**
 * Reads typed values out of environment variables and collects every problem, so that
 * a boot reports them all together. Problems name the variable and what it accepts,
 * never the value: it may be a secret.
 */
export class EnvironmentReader {
  readonly problems: string[] = [];

  constructor(private readonly env: NodeJS.ProcessEnv) {}

  has(name: string): boolean {
    return (this.env[name] ?? '') !== '';
  }

  text(name: string, fallback: string): string {
    return this.has(name) ? this.env[name]! : fallback;
  }

  /** Null when unset; a problem when set to something `parse` does not take. */
  optional<T>(name: string, parse: (text: string) => T | null, accepts: string): T | null {
    if (!this.has(name)) return null;
    const value = parse(this.env[name]!);
    if (value === null) this.problems.push(`${name} must be ${accepts}`);
    return value;
  }

  /** The fallback is text in the variable's own form, so the documented default is what is parsed. */
  parsed<T>(name: string, { fallback, parse, accepts }: ParsedOptions<T>): T {
    const value = parse(this.env[name] ?? fallback);
    if (value !== null) return value;
    this.problems.push(`${name} must be ${accepts}`);
    return parse(fallback)!;
  }

  integer(name: string, limits: { fallback: number; min: number; max: number }): number {
    const { fallback, min, max } = limits;
    const parse = (text: string) => {
      const value = Number(text);
      return /^\d+$/.test(text) && value >= min && value <= max ? value : null;
    };
    return this.optional(name, parse, `a whole number from ${min} to ${max}`) ?? fallback;
  }

  boolean(name: string, fallback: boolean): boolean {
    const parse = (text: string) => ({ true: true, false: false })[text] ?? null;
    return this.optional(name, parse, 'true or false') ?? fallback;
  }

  oneOf<T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const parse = (text: string) => choices.find((choice) => choice === text) ?? null;
    return this.optional(name, parse, `one of ${choices.join(', ')}`) ?? fallback;
  }
}
