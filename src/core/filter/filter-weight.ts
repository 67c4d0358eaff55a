import { MAX_ELEMENTS } from './filterable-body';

const CHARACTERS_PER_VALUE = 1_024;

/**
 * How many values a condition may have to look at in an event: one, every element of its arrays that filters see,
 * and as one more each 1,024 characters, which is what `$endsWith` needs for long texts. Times the cost of a filter
 * it says how long an evaluation may take.
 *
 * @param body the JSON of an event with this `data`
 */
export function filterWeight(body: string, data: object): number {
  const elements = body.includes('[') ? countElements(data) : 0;
  return 1 + elements + Math.floor(body.length / CHARACTERS_PER_VALUE);
}

function countElements(data: object): number {
  let elements = 0;
  // A loop and not a recursion: data may be nested deeply.
  const waiting: unknown[] = [data];
  for (const value of waiting) {
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) elements += value.length;
    if (elements >= MAX_ELEMENTS) return MAX_ELEMENTS;
    for (const child of Object.values(value)) waiting.push(child);
  }
  return elements;
}
