import { AppError } from '../../core/errors/app-error';

export interface GateOptions {
  /** For the error a caller gets when the line is full. */
  name: string;
  maxRunning: number;
  maxWaiting: number;
}

/** Lets only so many run at once; the others wait in line, and the line has an end. */
export class Gate {
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(private readonly options: GateOptions) {}

  /** @throws AppError UNAVAILABLE when too many are waiting, else whatever `work` throws */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.options.maxRunning) await this.standInLine();
    else this.running++;
    try {
      return await work();
    } finally {
      this.letNextIn();
    }
  }

  private standInLine(): Promise<void> {
    if (this.waiting.length >= this.options.maxWaiting) {
      throw new AppError(
        'UNAVAILABLE',
        `Too much work is waiting (${this.options.name}); try again shortly.`,
        {
          retryAfterSeconds: 1,
        },
      );
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** The place of whoever leaves goes to the first in line. */
  private letNextIn(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.running--;
  }
}
