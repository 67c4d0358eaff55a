import { type FailedMapping } from '../../core/mapping';

/** What the platform asks a sandbox for. It may ask for several at once, which are done one after the other. */
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
/** Comes before an answer, which is the sandbox's last: what it keeps leaves too little memory for others. */
export const SANDBOX_FULL = 'full';
/** Comes instead of the first message: it can take no job, ever. */
export interface SandboxBroken {
  kind: 'broken';
  reason: string;
}
/** The end of the job that is first in line. */
export interface SandboxAnswered {
  kind: 'answered';
  answer: SandboxAnswer;
  /** How long it took, in milliseconds. */
  tookMs: number;
}
export type SandboxMessage = typeof SANDBOX_READY | typeof SANDBOX_FULL | SandboxBroken | SandboxAnswered;
