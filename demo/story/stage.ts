import { type Actor } from './actor';
import { type CastName } from './cast';
import { type Evidence } from './evidence';
import { type Scene } from './scene';

/** What every part of the story needs. */
export interface Stage extends Scene {
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
