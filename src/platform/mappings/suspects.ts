const MOST_REMEMBERED = 1000;

/**
 * Expressions that have cost sandboxes. One that has done so once is suspected until it gives an answer; one that has
 * done it with the same input again is convicted, for as long as it is remembered.
 */
export class Suspects {
  private readonly suspected = new Set<string>();
  private readonly convicted = new Set<string>();

  has(expression: string): boolean {
    return this.suspected.has(expression) || this.convicted.has(expression);
  }

  isConvicted(expression: string): boolean {
    return this.convicted.has(expression);
  }

  suspect(expression: string): void {
    remember(this.suspected, expression);
  }

  convict(expression: string): void {
    remember(this.convicted, expression);
  }

  acquit(expression: string): void {
    this.suspected.delete(expression);
  }
}

function remember(expressions: Set<string>, expression: string): void {
  expressions.add(expression);
  if (expressions.size > MOST_REMEMBERED) expressions.delete(expressions.values().next().value!);
}
