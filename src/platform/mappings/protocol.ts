import { type FailedMapping } from '../../core/mapping';

/** What the platform asks a sandbox for, several in a message, which are done one after the other. */
export interface SandboxJob {
  expression: string;
  /** JSON. Null: only compile. */
  input: string | null;
  /** Unix milliseconds `$now()` and `$millis()` answer with. Null: they are refused. */
  now: number | null;
  /** Whether the expression is the platform's own, which nobody could mend: it is given more time. */
  isOurs?: boolean;
}

/** `null` is JSON's null; a compiled expression without input answers with it too. */
export type SandboxAnswer = { kind: 'value'; json: string } | FailedMapping;

/** The first message of a sandbox, sent once it can take jobs. */
export const SANDBOX_READY = 'ready';
/** Comes instead of the first message: it can take no job, ever. */
export interface SandboxBroken {
  kind: 'broken';
  reason: string;
}
export interface SandboxAnswered {
  answer: SandboxAnswer;
  /** How long it took, in milliseconds. */
  tookMs: number;
}
/** For the jobs that are first in line. */
export interface SandboxAnswers {
  kind: 'answers';
  answers: SandboxAnswered[];
  /** Whether they are its last ones: what it keeps leaves too little memory for others. */
  isFull: boolean;
}
export type SandboxMessage = typeof SANDBOX_READY | SandboxBroken | SandboxAnswers;
