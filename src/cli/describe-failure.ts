import { CommanderError } from 'commander';
import { AppError, type ErrorCode } from '../core/errors/app-error';
import { isDatabaseAway } from '../platform/database';
import {
  EmbeddedPostgresInUseError,
  EmbeddedPostgresStartError,
  EmbeddedPostgresUnsupportedError,
} from '../platform/embedded-postgres';
import { CliError } from './cli-error';
import { EXIT, type ExitCode } from './exit-codes';

/** How a failed command ends: a stable code, one plain sentence, and the exit code of the process. */
export interface Failure {
  code: string;
  message: string;
  exitCode: ExitCode;
}

/** Says of anything that was thrown what a person, or a script with `--json`, shall hear about it. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof CliError) {
    return { code: error.code, message: error.message, exitCode: error.exitCode };
  }
  if (error instanceof AppError) {
    return { code: error.code, message: withFields(error), exitCode: exitCodeOf(error.code) };
  }
  if (error instanceof CommanderError) {
    return { code: 'USAGE', message: toSentence(error), exitCode: EXIT.usage };
  }
  if (error instanceof EmbeddedPostgresUnsupportedError) {
    return { code: 'INVALID_SETTINGS', message: error.message, exitCode: EXIT.usage };
  }
  if (error instanceof EmbeddedPostgresInUseError || error instanceof EmbeddedPostgresStartError) {
    return { code: 'UNAVAILABLE', message: error.message, exitCode: EXIT.away };
  }
  if (isDatabaseAway(error)) {
    return { code: 'UNAVAILABLE', message: 'The database cannot be reached.', exitCode: EXIT.away };
  }
  const [headline] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  return { code: 'INTERNAL', message: `Something unforeseen happened: ${headline}`, exitCode: EXIT.failed };
}

function exitCodeOf(code: ErrorCode): ExitCode {
  if (code === 'UNAVAILABLE') return EXIT.away;
  return code === 'VALIDATION_FAILED' ? EXIT.usage : EXIT.failed;
}

/** The API points at the fields of its request; here they are options of nearly the same name. */
function withFields({ message, fields = [] }: AppError): string {
  const details = fields.map(({ pointer, detail }) => `--${toOptionName(pointer)} ${detail}`);
  return details.length === 0 ? message : `${message} (${details.join('; ')})`;
}

function toOptionName(pointer: string): string {
  const name = pointer.replace(/^[/?]/, '').replaceAll('_', '-');
  return FIELD_OPTIONS[name] ?? name;
}

const FIELD_OPTIONS: Readonly<Record<string, string>> = {
  'buyer-id': 'buyer',
  'webhook-id': 'webhook',
  'rate-limit-per-minute': 'rate-limit',
  'expires-at': 'expires',
  'created-after': 'after',
  'created-before': 'before',
};

/** `error: unknown option '--foo'` becomes `Unknown option '--foo'.` */
function toSentence({ code, message }: CommanderError): string {
  if (code === 'commander.help') return 'A command is missing; see --help.';
  const text = message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?)]$/.test(text) ? '' : '.'}`;
}
