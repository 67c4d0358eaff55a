import { seconds } from '../story/describe-attempts';
import { type Paint } from '../terminal/paint';
import { type Answer, headerOf, type Reading, type Visit } from './visit';

const WIDTH = 96;
const INDENT = ' '.repeat(10);
const NAME_WIDTH = 'LeadsBot app'.length;

export interface ShownVisit {
  /** Of the receiver. */
  name: string;
  /** The headers worth showing. */
  shows: readonly string[];
  visit: Visit;
  /** Since the chapter began. */
  afterMs: number;
}

/** A request as its receiver saw it, in short: what it was, how it was answered, and how it begins. */
export function visitLines({ name, shows, visit, afterMs }: ShownVisit, paint: Paint): string[] {
  const { request, reading, answer } = visit;
  const first = [
    paint.dim(`+${seconds(afterMs)} s`.padStart(8)),
    paint.bold(name.padEnd(NAME_WIDTH)),
    shown(`${request.method} ${request.url}`),
    `→ ${answerText(answer, paint)}`,
  ].join('  ');
  const headers = shows.map((header) => INDENT + paint.dim(shown(`${header}: ${headerOf(request, header)}`)));
  return [first, ...headers, INDENT + shown(request.body), INDENT + verdict(reading, paint)];
}

function answerText({ status, body }: Answer, paint: Paint): string {
  const isError = status >= 400 || body.includes('"ok":false');
  const text = shown(body ? `${status} ${body}` : String(status), 60);
  return isError ? paint.yellow(text) : paint.green(text);
}

function verdict(reading: Reading, paint: Paint): string {
  return reading.kind === 'read'
    ? paint.green(`✓ ${shown(Object.values(reading.facts).join(' · '))}`)
    : paint.red(`✗ ${shown(reading.problem)}`);
}

/** As it may be shown on a terminal, in one line: without control characters, and not too long. */
function shown(text: string, width = WIDTH): string {
  const line = text.replaceAll(/\r?\n/g, '⏎').replaceAll(/[\p{Cc}\p{Cf}]/gu, '?');
  return [...line].length > width ? `${[...line].slice(0, width - 1).join('')}…` : line;
}
