import {
  QUOTE,
  COMMA,
  MINUS,
  ZERO,
  NINE,
  COLON,
  OPEN_ARRAY,
  CLOSE_ARRAY,
  LOWER_F,
  LOWER_N,
  LOWER_T,
  OPEN_OBJECT,
  CLOSE_OBJECT,
} from './character-codes';
import { addKey, clearKeys } from './key-register';
import { isSurelyExact, numberLoss } from './number-loss';
import { scanNumber } from './scan-number';
import {
  addProblem,
  newFrame,
  newScan,
  stopAtLimit,
  stopMalformed,
  stopUnexpected,
  type Frame,
  type Scan,
  type ScanLimits,
  type ScanResult,
  type Span,
} from './scan-state';
import { scanString, stringFault } from './scan-string';

/** What may stand at the current position; null ends the scan. */
type Step = 'value' | 'firstValue' | 'key' | 'firstKey' | 'afterValue' | null;

/**
 * Checks a JSON text in one pass, without recursion and without building its value: whether `JSON.parse`
 * accepts it (RFC 8259), whether it stays within the limits, and whether parsing would change anything
 * silently: a key that occurs twice in one object, an integer beyond ±(2^53 − 1), a number that a double
 * cannot hold.
 *
 * The first fault or limit reached ends the scan; `lossy` is only said of a whole, well-formed text.
 *
 * @param lossyNumbers when given, it gets the places of numbers that a double cannot hold, in the order of the
 * text, and these are no problems then: for whoever hands them on in another form
 */
export function scanJson(text: string, limits: ScanLimits, lossyNumbers?: Span[]): ScanResult {
  const scan = newScan(text, limits);
  if (lossyNumbers) scan.lossyNumbers = lossyNumbers;
  let step: Step = 'value';
  while (step !== null) {
    skipWhitespace(scan);
    step = take(step, scan);
  }
  if (scan.stopped) return scan.stopped;
  return scan.problems.length === 0 ? { kind: 'ok' } : { kind: 'lossy', problems: scan.problems };
}

function take(step: NonNullable<Step>, scan: Scan): Step {
  const code = scan.text.charCodeAt(scan.position);
  switch (step) {
    case 'value':
      return takeValue(scan, code);
    case 'firstValue':
      return code === CLOSE_ARRAY ? close(scan) : takeValue(scan, code);
    case 'key':
      return takeKey(scan, code, 'a key in double quotes');
    case 'firstKey':
      return code === CLOSE_OBJECT ? close(scan) : takeKey(scan, code, "a key in double quotes or '}'");
    case 'afterValue':
      return takeSeparator(scan, code);
  }
}

function takeValue(scan: Scan, code: number): Step {
  switch (code) {
    case QUOTE:
      return takeString(scan) ? 'afterValue' : null;
    case OPEN_OBJECT:
    case OPEN_ARRAY:
      return open(scan, code === OPEN_OBJECT);
    case LOWER_T:
      return takeWord(scan, 'true');
    case LOWER_F:
      return takeWord(scan, 'false');
    case LOWER_N:
      return takeWord(scan, 'null');
    default:
      if (code === MINUS || (code >= ZERO && code <= NINE)) return takeNumber(scan);
      return stopUnexpected(scan, scan.position, 'a value');
  }
}

function takeString(scan: Scan): boolean {
  const end = scanString(scan.text, scan.position + 1);
  if (end < 0) {
    stopMalformed(scan, ~end, stringFault(scan.text, ~end));
    return false;
  }
  scan.position = end;
  return true;
}

function takeNumber(scan: Scan): Step {
  const start = scan.position;
  const end = scanNumber(scan.text, start);
  if (end < 0) return stopUnexpected(scan, ~end, 'a digit');
  scan.position = end;
  if (!isSurelyExact(scan.text, start, end)) {
    const loss = numberLoss(scan.text.slice(start, end));
    if (loss && scan.lossyNumbers) scan.lossyNumbers.push({ start, end });
    else if (loss) addProblem(scan, loss);
  }
  return 'afterValue';
}

function takeWord(scan: Scan, word: string): Step {
  if (!scan.text.startsWith(word, scan.position)) return stopUnexpected(scan, scan.position, 'a value');
  scan.position += word.length;
  return 'afterValue';
}

function takeKey(scan: Scan, code: number, expected: string): Step {
  if (code !== QUOTE) return stopUnexpected(scan, scan.position, expected);
  const start = scan.position;
  if (!takeString(scan)) return null;
  const frame = innermost(scan);
  frame.key = unquote(scan.text.slice(start + 1, scan.position - 1));
  scan.keyCount += 1;
  if (scan.keyCount > scan.limits.maxKeys) return stopAtLimit(scan, 'too_many_keys');
  if (addKey(frame.keys, frame.key)) {
    addProblem(scan, 'This key occurs more than once in its object; only the last value would arrive.');
  }
  skipWhitespace(scan);
  if (scan.text.charCodeAt(scan.position) !== COLON) return stopUnexpected(scan, scan.position, "':'");
  scan.position += 1;
  return 'value';
}

function takeSeparator(scan: Scan, code: number): Step {
  if (scan.depth === 0) {
    return scan.position < scan.text.length
      ? stopUnexpected(scan, scan.position, 'the end of the text')
      : null;
  }
  const frame = innermost(scan);
  if (code === COMMA) {
    scan.position += 1;
    frame.index += 1;
    return frame.isObject ? 'key' : 'value';
  }
  if (code === (frame.isObject ? CLOSE_OBJECT : CLOSE_ARRAY)) return close(scan);
  return stopUnexpected(scan, scan.position, frame.isObject ? "',' or '}'" : "',' or ']'");
}

function open(scan: Scan, isObject: boolean): Step {
  if (scan.depth >= scan.limits.maxDepth) return stopAtLimit(scan, 'too_deep');
  const frame = (scan.frames[scan.depth] ??= newFrame());
  frame.isObject = isObject;
  frame.index = 0;
  clearKeys(frame.keys);
  scan.depth += 1;
  scan.position += 1;
  return isObject ? 'firstKey' : 'firstValue';
}

function close(scan: Scan): Step {
  scan.depth -= 1;
  scan.position += 1;
  return 'afterValue';
}

function innermost(scan: Scan): Frame {
  return scan.frames[scan.depth - 1] as Frame;
}

/** The key a reader sees: `"a"` and `"\u0061"` are the same one. */
function unquote(raw: string): string {
  return raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
}

/** Space, tab, line feed and carriage return, and no other (RFC 8259 §2). */
function skipWhitespace(scan: Scan): void {
  const { text } = scan;
  let { position } = scan;
  let code = text.charCodeAt(position);
  while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) {
    position += 1;
    code = text.charCodeAt(position);
  }
  scan.position = position;
}
