import { receiverSecret } from '../src/apps/receiver-secret';
import { processEnvironment, readSettings } from '../src/platform/config';
import { deliveryLine } from './receiving/delivery-line';
import { createPaint, isColourWanted } from './terminal/paint';
import { readReceiverOptions, RECEIVER_HELP } from './receiving/receiver-options';
import { type Receiver, startReceiver } from './receiving/start-receiver';

async function main(): Promise<void> {
  const command = readReceiverOptions(process.argv.slice(2));
  switch (command.kind) {
    case 'help':
      return console.log(RECEIVER_HELP);
    case 'invalid':
      console.error(`${command.problem}\n${RECEIVER_HELP}`);
      process.exitCode = 2;
      return;
    case 'run':
      return run(command.port, command.secret ?? exampleSecret());
  }
}

async function run(port: number, secret: string): Promise<void> {
  const paint = createPaint(isColourWanted(process.stdout, process.env));
  const receiver = await startReceiver({
    port,
    secret: () => secret,
    onDelivery: (delivery) => console.log(deliveryLine(delivery, paint)),
  });
  console.log(`
  ${paint.bold('Receiver')} on ${paint.cyan(receiver.url)}

  Verifies every delivery in two ways: with the lines of the webhook documentation and with the
  standardwebhooks package. Answers 200, or 401 when either does not agree. Ctrl-C stops it.
`);
  stopOnSignals(receiver);
}

/** The secret in the `curl` line that `npm start` prints: both find it in DATA_DIR. */
function exampleSecret(): string {
  const result = readSettings(processEnvironment());
  if (result.kind === 'ok') return receiverSecret(result.settings.dataDir);
  throw new Error(`The settings cannot be used (or give --secret): ${result.problems.join('; ')}.`);
}

function stopOnSignals(receiver: Receiver): void {
  const stop = () => void receiver.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function explain(error: NodeJS.ErrnoException & { port?: number }): string {
  const { code, port } = error;
  if (code === 'EADDRINUSE') {
    return (
      `Port ${port} is taken by another program. Stop that, or choose another port and register the webhook ` +
      'with it:\n\n  npm run receiver -- --port 4001'
    );
  }
  if (code === 'EACCES' && port !== undefined) return `Port ${port} may not be used by this user.`;
  return error.message;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? explain(error) : String(error));
  process.exit(1);
});
