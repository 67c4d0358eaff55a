import { SANDBOX_READY, type SandboxJob, type SandboxMessage } from '../protocol';
import { answerJob } from './answer-job';
import { lockIntrinsics } from './lock-intrinsics';

/**
 * The process customers' expressions run in: no environment, no code from text, little memory, killed from
 * outside when it does not come back. It answers one job at a time and ends with the platform that started it.
 */
const WARM_UP: SandboxJob = {
  expression:
    '{ "id": event.id, "name": event.data.(first & " " & $uppercase(last)), "tags": event.data.tags[score > 1].name,' +
    ' "digits": $replace(event.data.phone, /[^0-9]/, ""), "sum": $sum(event.data.tags.score), "at": $now() }',
  input: JSON.stringify({
    event: { id: '1', data: { first: 'a', last: 'b', phone: '5-5', tags: [{ name: 'x', score: 2 }] } },
  }),
  now: 0,
};

function send(message: SandboxMessage): void {
  process.send?.(message);
}

async function main(): Promise<void> {
  lockIntrinsics();
  process.once('disconnect', () => process.exit());
  // An expression can leave a promise behind that nobody waits for; its own evaluation has been answered.
  process.on('unhandledRejection', () => undefined);
  // So that the first customer is not charged for code that has never run.
  for (let round = 0; round < 20; round++) await answerJob(WARM_UP);
  process.on('message', (job: SandboxJob) => void answerJob(job).then(send));
  send(SANDBOX_READY);
}

void main();
