import { MAPPING_LIMITS } from './limits';
import {
  failedMapping,
  timeLimitFailure,
  type FailedMapping,
  type MappingFailureCode,
} from './mapping-outcome';
import { MappingRefusal } from './mapping-refusal';

const LONGEST_MESSAGE = 300;

/** What JSONata throws: plain objects, with a code of its own (S… syntax, T… types, D… values). */
interface Thrown {
  code?: unknown;
  message?: unknown;
  position?: unknown;
  token?: unknown;
}

type Description = [code: MappingFailureCode, message: string];

const LIMITS: Readonly<Record<string, Description>> = {
  D1011: ['TOO_DEEP', 'The expression calls itself too deeply.'],
  D1012: ['TIME_LIMIT', timeLimitFailure().error.message],
  D2014: ['MEMORY_LIMIT', `A list may hold ${MAPPING_LIMITS.listLength} items at most.`],
  D2015: ['MEMORY_LIMIT', `A list may hold ${MAPPING_LIMITS.listLength} items at most.`],
};

/**
 * Turns whatever an expression threw into a sentence for its author.
 * @param thrown what the language, our guards or the JavaScript engine threw
 * @param expression the text it was thrown by
 */
export function describeFailure(thrown: unknown, expression: string): FailedMapping {
  const error: Thrown = typeof thrown === 'object' && thrown !== null ? thrown : {};
  const [code, message] = describe(thrown, error);
  return failedMapping(code, asSentence(message), positionOf(thrown, error, expression));
}

function describe(thrown: unknown, error: Thrown): Description {
  if (thrown instanceof MappingRefusal) return [thrown.failure, thrown.message];
  if (thrown instanceof RangeError) return describeRangeError(thrown);
  const { code, message } = error;
  if (typeof code !== 'string' || typeof message !== 'string') {
    // The library stumbled over its own feet; its words would tell the customer nothing.
    return ['RUNTIME', 'The expression cannot be evaluated for this event.'];
  }
  if (code === 'T1006' && typeof error.token === 'string') {
    return ['RUNTIME', `There is no function named $${error.token}.`];
  }
  return LIMITS[code] ?? [code.startsWith('S') ? 'SYNTAX' : 'RUNTIME', message];
}

function describeRangeError(error: RangeError): Description {
  if (/call stack/.test(error.message)) return ['TOO_DEEP', 'The expression is nested too deeply.'];
  if (/string length|array length/.test(error.message)) {
    return ['MEMORY_LIMIT', 'The expression makes a text or a list that is too long.'];
  }
  return ['RUNTIME', 'The expression uses a number or a time that is out of range.'];
}

function positionOf(thrown: unknown, error: Thrown, expression: string): number | null {
  if (thrown instanceof MappingRefusal && thrown.excerpt !== null) {
    const start = expression.indexOf(thrown.excerpt);
    return start === -1 ? null : start;
  }
  const { position } = error;
  const isPlace = typeof position === 'number' && position >= 0 && position <= expression.length;
  return isPlace ? position : null;
}

function asSentence(text: string): string {
  const cut = text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE).toWellFormed()}…` : text;
  return /[.!?…]$/.test(cut) ? cut : `${cut}.`;
}
