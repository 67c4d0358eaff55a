/** An error as it may be logged where personal data is at work: never its message, which may quote a value. */
export interface Failure {
  error_name: string;
  /** SQLSTATE, or the code of our own or Node's error. */
  error_code: string | null;
  /** Where it was thrown. */
  error_at: string[];
}

const MOST_FRAMES = 10;

export function describeFailure(error: unknown): Failure {
  const { name, code, stack } = (error instanceof Error ? error : {}) as Partial<Error & { code: unknown }>;
  return {
    error_name: name ?? typeof error,
    error_code: typeof code === 'string' ? code : null,
    error_at: framesOf(stack ?? ''),
  };
}

function framesOf(stack: string): string[] {
  const lines = stack.split('\n').map((line) => line.trim());
  return lines.filter((line) => /^at .*[:(].*:\d+:\d+\)?$/.test(line)).slice(0, MOST_FRAMES);
}
