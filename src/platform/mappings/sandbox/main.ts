import { SANDBOX_READY, type SandboxJob, type SandboxMessage } from '../protocol';
import { answerJob } from './answer-job';
import { lockIntrinsics } from './lock-intrinsics';
import { warmUp } from './warm-up';

/**
 * The process customers' expressions run in: no environment, no code from text, little memory, killed from
 * outside when it does not come back. It answers one job at a time and ends with the platform that started it.
 */
function send(message: SandboxMessage): void {
  process.send?.(message);
}

async function main(): Promise<void> {
  lockIntrinsics();
  process.once('disconnect', () => process.exit());
  // An expression can leave a promise behind that nobody waits for; its own evaluation has been answered.
  process.on('unhandledRejection', () => undefined);
  await warmUp();
  process.on('message', (job: SandboxJob) => void answerJob(job).then(send));
  send(SANDBOX_READY);
}

void main();
