import { createHash } from 'node:crypto';

const MOST_REMEMBERED = 1000;

/**
 * Whose expression it is: each account answers for itself, as the mapping that a format brings along is everybody's.
 * A digest, as what is remembered shall not grow with the expressions.
 */
export function suspectName(accountId: string, expression: string): string {
  return createHash('sha256').update(`${accountId} ${expression}`).digest('base64');
}

/**
 * Expressions, by `suspectName`, that have cost sandboxes or all the time a mapping has. One that has done so once is
 * suspected until it gives an answer; one that has cost a sandbox with the same input again is convicted, for as long
 * as it is remembered.
 */
export class Suspects {
  private readonly suspected = new Set<string>();
  private readonly convicted = new Set<string>();

  has(name: string): boolean {
    return this.suspected.has(name) || this.convicted.has(name);
  }

  isConvicted(name: string): boolean {
    return this.convicted.has(name);
  }

  suspect(name: string): void {
    remember(this.suspected, name);
  }

  convict(name: string): void {
    remember(this.convicted, name);
  }

  acquit(name: string): void {
    this.suspected.delete(name);
  }
}

function remember(names: Set<string>, name: string): void {
  names.add(name);
  if (names.size > MOST_REMEMBERED) names.delete(names.values().next().value!);
}
