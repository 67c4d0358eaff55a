import { type Failure } from './describe-failure';

/** Where a command writes: answers to standard output, everything else to standard error. */
export interface OutputStreams {
  stdout: NodeJS.WritableStream;
  stderr: NodeJS.WritableStream;
}

/** Keeps the two kinds of output apart, so that an answer can be piped into another program. */
export class Output {
  isJson: boolean;

  constructor(
    private readonly streams: OutputStreams,
    isJson: boolean,
  ) {
    this.isJson = isJson;
  }

  /**
   * What was asked for, on standard output.
   *
   * @param record for programs: one line of JSON, in the words of the API
   * @param text for people
   */
  answer(record: object, text: string): void {
    this.streams.stdout.write(`${this.isJson ? JSON.stringify(record) : text}\n`);
  }

  /** What is good to know, on standard error. */
  note(text: string): void {
    this.streams.stderr.write(`${text}\n`);
  }

  /** Why there is no answer: for programs it is the answer. */
  failure({ code, message }: Failure): void {
    if (this.isJson) this.streams.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`);
    else this.streams.stderr.write(`Error: ${message}\n`);
  }
}
