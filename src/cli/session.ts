import { EXIT, type ExitCode } from './exit-codes';
import { Output, type OutputStreams } from './output';

/** What a command finds around it: the process, or what a test puts in its place. */
export interface Surroundings extends OutputStreams {
  stdin: NodeJS.ReadableStream;
  environment: NodeJS.ProcessEnv;
}

/** Options that every command takes. */
export interface CommonOptions {
  json?: boolean;
  verbose?: boolean;
  account?: string;
}

/** One run of the command line: what was asked of all commands alike, and how it ends. */
export class Session {
  readonly output: Output;
  exitCode: ExitCode = EXIT.ok;
  isVerbose = false;
  /** The account to act for; undefined is the first one. */
  accountId: string | undefined;

  constructor(
    readonly surroundings: Surroundings,
    isJson: boolean,
  ) {
    this.output = new Output(surroundings, isJson);
  }

  configure({ json = false, verbose = false, account }: CommonOptions): void {
    this.output.isJson = json;
    this.isVerbose = verbose;
    this.accountId = account;
  }
}
