import { Presets, SingleBar } from 'cli-progress';
import { type Replay } from '../../features/replays';

/** Shows how far a replay is. */
export interface ReplayProgress {
  show(replay: Pick<Replay, 'matched' | 'sent'>): void;
  /** Leaves the terminal as it was; may be called more than once. */
  end(): void;
}

/** A bar on a terminal; nothing where the output goes into a file or another program. */
export function replayProgress(stream: NodeJS.WritableStream): ReplayProgress {
  const bar = new SingleBar(
    { stream, format: '  {bar} {percentage}%  {value} of {total} sent', hideCursor: true, emptyOnZero: true },
    Presets.shades_classic,
  );
  // The bar itself is silent where `stream` is no terminal.
  bar.start(0, 0);
  return {
    show: ({ matched, sent }) => {
      bar.setTotal(matched);
      bar.update(sent);
    },
    end: () => bar.stop(),
  };
}
