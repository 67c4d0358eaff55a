import { SANDBOX_READY, type SandboxAnswered, type SandboxJob, type SandboxMessage } from '../protocol';
import { answerJob } from './answer-job';
import { keepsTooMuch } from './kept-memory';
import { loadLibrary } from './library';
import { lockIntrinsics } from './lock-intrinsics';
import { warmUp } from './warm-up';

/** For how long an answer may wait for others, which are sent with it: a message costs more than most jobs. */
const MOST_HELD_MS = 2;

/**
 * The process customers' expressions run in: no environment, no code from text, little memory, killed from
 * outside when it does not come back. It does one job after the other and ends with the platform that started it.
 */
function send(message: SandboxMessage): void {
  process.send?.(message);
}

function answerAll(jobs: SandboxJob[]): void {
  let answers: SandboxAnswered[] = [];
  let heldSince = performance.now();
  for (const job of jobs) {
    const startedAt = performance.now();
    const answer = answerJob(job);
    const endedAt = performance.now();
    answers.push({ answer, tookMs: endedAt - startedAt });
    const isFull = keepsTooMuch();
    if (isFull || endedAt - heldSince > MOST_HELD_MS || job === jobs.at(-1)) {
      send({ kind: 'answers', answers, isFull });
      if (isFull) return;
      answers = [];
      heldSince = performance.now();
    }
  }
}

function main(): void {
  loadLibrary();
  lockIntrinsics();
  process.once('disconnect', () => process.exit());
  warmUp();
  process.on('message', answerAll);
  send(SANDBOX_READY);
}

try {
  main();
} catch (error) {
  // There is no other way to say it: a sandbox has no output.
  process.send?.({ kind: 'broken', reason: String(error) } satisfies SandboxMessage, () => process.exit(1));
}
