const MAX_LENGTH = 100;
const NAME = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/;
const PREFIX_PATTERN = /^(?:[a-z0-9_-]+\.)+\*$/;

/**
 * Whether the text is an event type: at least two segments of `a-z 0-9 _ -`, joined by dots, at most 100
 * characters in all (`lead.verified`).
 */
export function isEventTypeName(text: string): boolean {
  return text.length <= MAX_LENGTH && NAME.test(text);
}

/** Whether a webhook may subscribe to this text: an exact type, a prefix such as `lead.*`, or `*`. */
export function isEventPattern(text: string): boolean {
  return text === '*' || isEventTypeName(text) || (text.length <= MAX_LENGTH && PREFIX_PATTERN.test(text));
}

/**
 * Every pattern that selects this event type, most exact first: `a.b.c` → `a.b.c`, `a.b.*`, `a.*`, `*`.
 * Lets a query find the subscribers by equality.
 */
export function patternsMatching(type: string): string[] {
  const patterns = [type];
  for (let dot = type.lastIndexOf('.'); dot > 0; dot = type.lastIndexOf('.', dot - 1)) {
    patterns.push(`${type.slice(0, dot)}.*`);
  }
  patterns.push('*');
  return patterns;
}
