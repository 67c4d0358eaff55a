import { describeFailure } from '../../../core/mapping';
import { type SandboxAnswer, type SandboxJob } from '../protocol';
import { Mapping } from './mapping';

/** About 250 KiB of memory each, whatever their length… */
const MOST_COMPILED = 64;
/** …and about sixty times their text on top: half of what a sandbox may keep (see kept-memory.ts). */
const MOST_COMPILED_TEXT = 128 * 1024;

/** Compiled expressions, the least recently used first, which is the first to be forgotten. */
const compiled = new Map<string, Mapping>();
let compiledText = 0;

/** Compiles the expression, once while it stays in use, and evaluates it. Never throws for what it was given. */
export function answerJob({ expression, input, now, isOurs }: SandboxJob): SandboxAnswer {
  let mapping: Mapping;
  try {
    mapping = compile(expression);
  } catch (error) {
    return describeFailure(error, expression);
  }
  return input === null ? { kind: 'value', json: 'null' } : mapping.evaluate(input, { now, isOurs });
}

function compile(expression: string): Mapping {
  const known = compiled.get(expression);
  const mapping = known ?? new Mapping(expression);
  if (known) forget(expression);
  compiled.set(expression, mapping);
  compiledText += expression.length;
  for (const oldest of compiled.keys()) {
    if (compiled.size <= MOST_COMPILED && compiledText <= MOST_COMPILED_TEXT) break;
    forget(oldest);
  }
  return mapping;
}

function forget(expression: string): void {
  compiled.delete(expression);
  compiledText -= expression.length;
}
