import { InvalidArgumentError } from 'commander';
import { type GrantedScope, SCOPES } from '../http';

const GRANTABLE: readonly GrantedScope[] = ['*', ...SCOPES];
const NAME_LIMIT = 100;
/** RFC 3339, or only its date, which then means midnight UTC. */
const TIME = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** @throws InvalidArgumentError, which commander shows with the name of the option, as all parsers here */
export function parseName(text: string): string {
  if (text.length > 0 && text.length <= NAME_LIMIT) return text;
  throw new InvalidArgumentError(`It must have 1 to ${NAME_LIMIT} characters.`);
}

/** Scopes separated by commas, each once. */
export function parseScopes(text: string): GrantedScope[] {
  const names = [...new Set(text.split(',').map((name) => name.trim()))];
  return names.map((name) => {
    const scope = GRANTABLE.find((known) => known === name);
    if (scope === undefined) {
      throw new InvalidArgumentError(
        `It must be scopes separated by commas, out of ${GRANTABLE.join(', ')}.`,
      );
    }
    return scope;
  });
}

/** A parser of whole numbers within these limits, both included. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,15}$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}

/** A moment such as `2026-01-15T10:30:00Z`, or a day, which begins at midnight UTC. */
export function parseTime(text: string): Date {
  const day = TIME.exec(text)?.[1];
  const time = new Date(text);
  if (day !== undefined && !Number.isNaN(time.getTime()) && isInCalendar(day)) return time;
  throw new InvalidArgumentError(
    'It must be a time such as 2026-01-15T10:30:00Z, or a day such as 2026-01-15.',
  );
}

/** JavaScript takes 30 February for 2 March. */
function isInCalendar(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
