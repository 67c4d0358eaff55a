import { jsonPointer } from '../json/json-pointer';

/** Something in a filter that has to be mended. */
export interface FilterProblem {
  /** JSON pointer (RFC 6901) into the filter; empty for the filter itself. */
  pointer: string;
  /** What it must be, as a phrase: `must be …`. */
  detail: string;
}

/** What is gathered while a filter is compiled. */
export interface Compilation {
  problems: FilterProblem[];
  conditions: number;
  /** Values that conditions compare with. */
  values: number;
  suffixes: number;
}

/** A place in the filter and the place in the event it speaks of. */
export interface Site {
  /** Keys and indexes from the root of the filter. */
  segments: readonly (string | number)[];
  /** jsonpath to the field in the event, `$` for the event itself. */
  path: string;
  /** How many objects of the filter lie around it. */
  depth: number;
}

/** Notes a problem; the empty text stands for a predicate that will not be used. */
export function refuse(compilation: Compilation, site: Site, detail: string): '' {
  compilation.problems.push({ pointer: jsonPointer(site.segments), detail });
  return '';
}
