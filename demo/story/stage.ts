import { type Screen } from '../terminal/screen';
import { type Actor } from './actor';
import { type CastName } from './cast';
import { type Cleanup } from './cleanup';
import { type Evidence } from './evidence';

/** What every part of the story needs. */
export interface Stage {
  screen: Screen;
  /** Aborted by Ctrl-C and at the time limit. */
  signal: AbortSignal;
  cleanup: Cleanup;
  evidence: Evidence;
  actors: Map<CastName, Actor>;
  /** `performance.now()` when the event was published. */
  publishedMs: number;
}

export function actor({ actors }: Stage, name: CastName): Actor {
  const found = actors.get(name);
  if (!found) throw new Error(`The ${name} receiver has not been started.`);
  return found;
}
