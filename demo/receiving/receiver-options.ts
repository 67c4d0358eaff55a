import { parseArgs } from 'node:util';
import { checkSecret } from '../../src/core/signing';

const DEFAULT_PORT = 4000;

export type ReceiverCommand =
  /** A null secret stands for the one the platform's printed example uses. */
  | { kind: 'run'; port: number; secret: string | null }
  | { kind: 'help' }
  | { kind: 'invalid'; problem: string };

export const RECEIVER_HELP = `
  A receiver that verifies the signature of every delivery and prints a line about it.

  npm run receiver -- [--port <number>] [--secret <whsec_…>]

    --port     ${DEFAULT_PORT} unless told
    --secret   the secret of the webhook; without it, the one of the example that \`npm start\` prints
               (kept in DATA_DIR, ./.data unless set)
`;

/** Reads the command line. */
export function readReceiverOptions(args: string[]): ReceiverCommand {
  const { values, problem: misuse } = parse(args);
  if (values === null) return { kind: 'invalid', problem: misuse };
  if (values.help) return { kind: 'help' };
  const port = Number(values.port ?? DEFAULT_PORT);
  if (!/^\d+$/.test(values.port ?? '1') || port > 65_535) {
    return { kind: 'invalid', problem: '--port must be a number from 0 to 65535.' };
  }
  const secret = values.secret ?? null;
  const problem = secret === null ? null : checkSecret(secret);
  return problem === null
    ? { kind: 'run', port, secret }
    : { kind: 'invalid', problem: `--secret: ${problem}` };
}

/** Node says in its own words what it does not understand. */
function parse(args: string[]) {
  try {
    const options = {
      port: { type: 'string', short: 'p' },
      secret: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    } as const;
    return { values: parseArgs({ args, options }).values, problem: null };
  } catch (error) {
    return { values: null, problem: (error as Error).message };
  }
}
