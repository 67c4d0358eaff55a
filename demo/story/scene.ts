import { type Screen } from '../terminal/screen';
import { type Cleanup } from './cleanup';

/** What every demonstration is told with. */
export interface Scene {
  screen: Screen;
  /** Aborted by Ctrl-C and at the time limit. */
  signal: AbortSignal;
  cleanup: Cleanup;
}

export function printHeading({ screen }: Scene, number: number, text: string): void {
  screen.print('', screen.paint.bold(`${number}  ${text}`));
}
