import { type Command, Option } from 'commander';
import { Clock } from '../../platform/clock';
import { CliError } from '../cli-error';
import { EXIT } from '../exit-codes';
import { wholeNumber } from '../parse-options';
import { type Session } from '../session';
import { readBody } from '../verify/read-body';
import { type SignatureOptions, toSignatureHeaders } from '../verify/signature-headers';
import { type SignedRequest, type VerifiedRequest, verifyRequest } from '../verify/verify-request';

interface VerifyOptions extends SignatureOptions {
  secret: string;
  body: string;
  tolerance: number;
  ignoreTime?: boolean;
}

const DEFAULT_TOLERANCE_SECONDS = 300;
const MAX_TOLERANCE_SECONDS = 999_999_999;

const EXAMPLES = `
Examples:
  $ synaptis verify --secret whsec_… --body body.json --signature 't=1768473000,v1=5f2c…'
  $ curl -s … | synaptis verify --secret whsec_… --body - --signature 't=…,v1=…' --ignore-time
  $ synaptis verify --secret whsec_… --body body.json \\
      --webhook-id evt_… --webhook-timestamp 1768473000 --webhook-signature 'v1,K5oZ…'`;

/** `verify`: needs neither settings nor the network. */
export function addVerifyCommand(program: Command, session: Session): void {
  program
    .command('verify')
    .summary('check the signature of a delivery')
    .description(
      'Checks the signature of a delivery over the exact bytes of its body, and says what is wrong with it.',
    )
    .addOption(
      new Option(
        '--secret <secret>',
        "the webhook's secret, whsec_…; the variable keeps it out of the shell's history",
      )
        .env('SYNAPTIS_WEBHOOK_SECRET')
        .makeOptionMandatory(),
    )
    .requiredOption('--body <file>', 'the body as it was received; - reads standard input')
    .option('--signature <header>', 'the header x-synaptis-signature: t=…,v1=…')
    .option('--webhook-id <header>', 'the header webhook-id (Standard Webhooks)')
    .option('--webhook-timestamp <header>', 'the header webhook-timestamp')
    .option('--webhook-signature <header>', 'the header webhook-signature: v1,…')
    .addOption(
      new Option('--tolerance <seconds>', 'how far the signed time may be from now')
        .default(DEFAULT_TOLERANCE_SECONDS)
        .argParser(wholeNumber(0, MAX_TOLERANCE_SECONDS)),
    )
    .addOption(new Option('--ignore-time', 'accept any signed time').conflicts('tolerance'))
    .addHelpText('after', EXAMPLES)
    .action((options: VerifyOptions) => verify(session, options));
}

async function verify(session: Session, options: VerifyOptions): Promise<void> {
  const result = judge({
    headers: toSignatureHeaders(options),
    secret: options.secret,
    body: await readBody(options.body, session.surroundings.stdin),
    nowSeconds: new Clock().nowSeconds(),
    toleranceSeconds: options.ignoreTime ? Infinity : options.tolerance,
  });
  const { kind, ...why } = result;
  if (kind !== 'valid') session.exitCode = EXIT.failed;
  session.output.answer({ valid: kind === 'valid', result: kind, ...why }, toText(result));
}

function judge(request: SignedRequest): VerifiedRequest {
  try {
    return verifyRequest(request);
  } catch (cause) {
    if (cause instanceof RangeError) throw new CliError('USAGE', cause.message, { cause });
    throw cause;
  }
}

function toText(result: VerifiedRequest): string {
  if (result.kind === 'valid') return 'valid';
  return [`${result.kind}: ${result.detail}`, ...(result.hint === undefined ? [] : [result.hint])].join('\n');
}
