import { EXIT, type ExitCode } from './exit-codes';

/** Failures only the command line knows, next to the codes of the API. */
const EXIT_CODES = {
  USAGE: EXIT.usage,
  INVALID_SETTINGS: EXIT.usage,
  SCHEMA_OUTDATED: EXIT.usage,
  UNAVAILABLE: EXIT.away,
  NO_WORKER: EXIT.away,
} as const satisfies Record<string, ExitCode>;

export type CliErrorCode = keyof typeof EXIT_CODES;

/** A failure with a sentence for the person at the terminal. */
export class CliError extends Error {
  readonly exitCode: ExitCode;

  constructor(
    readonly code: CliErrorCode,
    message: string,
    options: { cause?: unknown } = {},
  ) {
    super(message, options);
    this.name = 'CliError';
    this.exitCode = EXIT_CODES[code];
  }
}
