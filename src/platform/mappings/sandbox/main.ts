import {
  SANDBOX_READY,
  type SandboxAnswered,
  type SandboxAnswers,
  type SandboxJob,
  type SandboxMessage,
} from '../protocol';
import { answerJob } from './answer-job';
import { keepsTooMuch } from './kept-memory';
import { loadLibrary } from './library';
import { lockIntrinsics } from './lock-intrinsics';
import { warmUp } from './warm-up';

/** Once jobs have taken so long, their answers are sent. Until then they share a message, which costs more than most jobs. */
const ENOUGH_MS = 2;

/** Jobs that wait for their turn. */
const waiting: SandboxJob[] = [];
let isAtWork = false;

/**
 * The process customers' expressions run in: no environment, no code from text, little memory, killed from
 * outside when it does not come back. It does one job after the other and ends with the platform that started it.
 */
async function work(): Promise<void> {
  if (isAtWork) return;
  isAtWork = true;
  while (waiting.length > 0) {
    const message = answerSome();
    // A large one takes time, and nobody shall be blamed for what the platform has not read yet.
    await send(message);
    // The platform ends this process now.
    if (message.isFull) return;
  }
  isAtWork = false;
}

function answerSome(): SandboxAnswers {
  const answers: SandboxAnswered[] = [];
  const startedAt = performance.now();
  let isFull = false;
  let now = startedAt;
  while (waiting.length > 0 && !isFull && now - startedAt <= ENOUGH_MS) {
    const jobStartedAt = now;
    const answer = answerJob(waiting.shift()!);
    now = performance.now();
    answers.push({ answer, tookMs: now - jobStartedAt });
    isFull = keepsTooMuch();
  }
  return { kind: 'answers', answers, isFull };
}

/** Resolves when the message is on its way, or cannot be sent any more. */
function send(message: SandboxMessage): Promise<void> {
  return new Promise((resolve) => process.send!(message, () => resolve()));
}

function main(): void {
  loadLibrary();
  lockIntrinsics();
  process.once('disconnect', () => process.exit());
  warmUp();
  process.on('message', (jobs: SandboxJob[]) => {
    waiting.push(...jobs);
    void work();
  });
  void send(SANDBOX_READY);
}

try {
  main();
} catch (error) {
  // There is no other way to say it: a sandbox has no output.
  process.send?.({ kind: 'broken', reason: String(error) } satisfies SandboxMessage, () => process.exit(1));
}
