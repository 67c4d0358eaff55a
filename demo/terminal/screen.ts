import { stripVTControlCharacters } from 'node:util';
import { createPaint, isColourWanted, type Paint } from './paint';

const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const SPINNER_STEP_MS = 80;
const ERASE_LINE = '\r\u001B[2K';
const MARGIN = '  ';

/** Lines that stay, and below them on a terminal one that tells what is being waited for. */
export class Screen {
  readonly paint: Paint;
  private readonly isLive: boolean;
  private progressText = '';
  private ticking: NodeJS.Timeout | undefined;

  constructor(
    private readonly out: NodeJS.WriteStream,
    env: NodeJS.ProcessEnv,
  ) {
    this.paint = createPaint(isColourWanted(out, env));
    this.isLive = out.isTTY && env['TERM'] !== 'dumb';
  }

  print(...lines: string[]): void {
    if (this.ticking) this.out.write(ERASE_LINE);
    for (const line of lines) this.out.write(line === '' ? '\n' : `${MARGIN}${line}\n`);
    this.drawProgress();
  }

  /** Shows or changes the line of progress; without a terminal there is none. */
  progress(text: string): void {
    this.progressText = text;
    if (!this.isLive) return;
    this.ticking ??= setInterval(() => this.drawProgress(), SPINNER_STEP_MS).unref();
    this.drawProgress();
  }

  endProgress(): void {
    if (!this.ticking) return;
    clearInterval(this.ticking);
    this.ticking = undefined;
    this.out.write(ERASE_LINE);
  }

  private drawProgress(): void {
    if (!this.ticking) return;
    const spinner = SPINNER[Math.floor(performance.now() / SPINNER_STEP_MS) % SPINNER.length]!;
    const room = (this.out.columns || 100) - MARGIN.length - 3;
    const text = stripVTControlCharacters(this.progressText).slice(0, room);
    this.out.write(`${ERASE_LINE}${MARGIN}${this.paint.cyan(spinner)} ${this.paint.dim(text)}`);
  }
}
