import { type FailedMapping } from '../../core/mapping';

/** What the platform asks a sandbox for; one at a time. */
export interface SandboxJob {
  expression: string;
  /** JSON. Null: only compile. */
  input: string | null;
  /** Unix milliseconds `$now()` and `$millis()` answer with. Null: they are refused. */
  now: number | null;
}

/** `null` is JSON's null; a compiled expression without input answers with it too. */
export type SandboxAnswer = { kind: 'value'; json: string } | FailedMapping;

/** The first message of a sandbox, sent once it can take jobs. */
export const SANDBOX_READY = 'ready';
export type SandboxMessage = typeof SANDBOX_READY | SandboxAnswer;
