import { jsonPointer } from './json-pointer';
import { newKeyRegister, type KeyRegister } from './key-register';

/** No more problems than this are described. */
const MAX_PROBLEMS = 20;

export interface ScanLimits {
  /** How many objects and arrays may lie inside each other; `{}` alone has depth 1. */
  maxDepth: number;
  /** How many keys all objects of the text may have together. */
  maxKeys: number;
}

export interface LossProblem {
  /** JSON pointer (RFC 6901) of the value, cut behind 1,024 characters. */
  pointer: string;
  detail: string;
}

export type ScanResult =
  | { kind: 'ok' }
  /** Not JSON; the position is in UTF-16 code units from 0. */
  | { kind: 'malformed'; position: number; detail: string }
  /** Beyond a limit; what follows that place was not looked at. */
  | { kind: 'too_deep' | 'too_many_keys'; pointer: string }
  /** JSON that would be changed by `JSON.parse`; at most 20 problems, in the order of the text. */
  | { kind: 'lossy'; problems: LossProblem[] };

/** A piece of the text, in UTF-16 code units: from its first one to the one behind its last. */
export interface Span {
  start: number;
  end: number;
}

/** An open object or array. Frames are used again by every container of the same depth. */
export interface Frame {
  isObject: boolean;
  /** The key of the current member, in an object. */
  key: string;
  /** The index of the current element, in an array. */
  index: number;
  keys: KeyRegister;
}

export interface Scan {
  readonly text: string;
  readonly limits: ScanLimits;
  position: number;
  /** Open containers; the innermost is `frames[depth - 1]`. */
  depth: number;
  readonly frames: Frame[];
  keyCount: number;
  readonly problems: LossProblem[];
  /** Where numbers that would be lost are told instead; null makes problems of them. */
  lossyNumbers: Span[] | null;
  /** Why the scan ended early. */
  stopped: ScanResult | null;
}

export function newScan(text: string, limits: ScanLimits): Scan {
  return {
    text,
    limits,
    position: 0,
    depth: 0,
    frames: [],
    keyCount: 0,
    problems: [],
    lossyNumbers: null,
    stopped: null,
  };
}

export function newFrame(): Frame {
  return { isObject: false, key: '', index: 0, keys: newKeyRegister() };
}

/** Notes something that would be lost at the current value; beyond the first 20 this does nothing. */
export function addProblem(scan: Scan, detail: string): void {
  if (scan.problems.length < MAX_PROBLEMS) scan.problems.push({ pointer: pointerOf(scan), detail });
}

/** Ends the scan at the current value because of a limit. */
export function stopAtLimit(scan: Scan, kind: 'too_deep' | 'too_many_keys'): null {
  scan.stopped = { kind, pointer: pointerOf(scan) };
  return null;
}

/** Ends the scan because the text is not JSON. */
export function stopMalformed(scan: Scan, position: number, detail: string): null {
  scan.stopped = { kind: 'malformed', position, detail };
  return null;
}

/** Ends the scan at a character that does not belong there, or at the end of the text. */
export function stopUnexpected(scan: Scan, position: number, expected: string): null {
  const found = scan.text.codePointAt(position);
  return stopMalformed(scan, position, `Expected ${expected}, found ${describe(found)}.`);
}

function describe(codePoint: number | undefined): string {
  if (codePoint === undefined) return 'the end of the text';
  if (codePoint > 0x20 && codePoint < 0x7f) return `'${String.fromCodePoint(codePoint)}'`;
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}

function pointerOf(scan: Scan): string {
  return jsonPointer(segmentsOf(scan));
}

function* segmentsOf(scan: Scan): Generator<string | number> {
  for (let depth = 0; depth < scan.depth; depth += 1) {
    const frame = scan.frames[depth];
    if (frame) yield frame.isObject ? frame.key : frame.index;
  }
}
