import { SANDBOX_FULL, SANDBOX_READY, type SandboxJob, type SandboxMessage } from '../protocol';
import { answerJob } from './answer-job';
import { keepsTooMuch } from './kept-memory';
import { loadLibrary } from './library';
import { lockIntrinsics } from './lock-intrinsics';
import { warmUp } from './warm-up';

/**
 * The process customers' expressions run in: no environment, no code from text, little memory, killed from
 * outside when it does not come back. It does one job after the other and ends with the platform that started it.
 */
function send(message: SandboxMessage): void {
  process.send?.(message);
}

function answer(job: SandboxJob): void {
  const startedAt = performance.now();
  const given = answerJob(job);
  const tookMs = performance.now() - startedAt;
  // Said first: whoever has the answer may send the next job at once.
  if (keepsTooMuch()) send(SANDBOX_FULL);
  send({ kind: 'answered', answer: given, tookMs });
}

function main(): void {
  loadLibrary();
  lockIntrinsics();
  process.once('disconnect', () => process.exit());
  warmUp();
  process.on('message', answer);
  send(SANDBOX_READY);
}

try {
  main();
} catch (error) {
  // There is no other way to say it: a sandbox has no output.
  process.send?.({ kind: 'broken', reason: String(error) } satisfies SandboxMessage, () => process.exit(1));
}
