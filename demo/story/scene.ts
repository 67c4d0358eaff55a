import { type Screen } from '../terminal/screen';
import { type Cleanup } from './cleanup';

/** What every demonstration is told with. */
export interface Scene {
  screen: Screen;
  /** Aborted by Ctrl-C and at the time limit. */
  signal: AbortSignal;
  cleanup: Cleanup;
}

/** A scene that tells how long after the start of its chapter things happen. */
export interface ChapterScene extends Scene {
  /** `performance.now()` when the chapter began. */
  begunMs: number;
}

export function beginChapter(scene: ChapterScene, number: number, text: string): void {
  printHeading(scene, number, text);
  scene.begunMs = performance.now();
}

export function printHeading({ screen }: Scene, number: number, text: string): void {
  screen.print('', screen.paint.bold(`${number}  ${text}`));
}
