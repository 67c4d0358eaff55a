const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

export type Paint = Record<keyof typeof CODES, (text: string) => string>;

/** ANSI colours, or functions that change nothing. */
export function createPaint(isColourful: boolean): Paint {
  const painter = (code: number) => (text: string) =>
    isColourful ? `\u001B[${code}m${text}\u001B[0m` : text;
  return {
    bold: painter(CODES.bold),
    dim: painter(CODES.dim),
    red: painter(CODES.red),
    green: painter(CODES.green),
    yellow: painter(CODES.yellow),
    cyan: painter(CODES.cyan),
  };
}

/** Colours are for people at a terminal who have not refused them (no-color.org). */
export function isColourWanted(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  return stream.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}
