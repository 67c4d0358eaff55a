import { type Screen } from './terminal/screen';

const LIMIT_SECONDS = 60;
/** For what hangs while it is being stopped. */
const HARD_LIMIT_SECONDS = 75;

/** The person at the terminal has had enough. */
export class Interrupted extends Error {
  constructor() {
    super('Interrupted.');
    this.name = 'Interrupted';
  }
}

/**
 * @returns a signal that is aborted by Ctrl-C, by the time limit, and by an error nobody has caught: all of
 * them end in the same clean-up
 */
export function stopEarly(screen: Screen): AbortSignal {
  const stop = new AbortController();
  const interrupt = () => {
    // npm may pass on a Ctrl-C that has arrived here already: only the first counts.
    if (stop.signal.aborted) return;
    screen.print('', 'Stopping…');
    stop.abort(new Interrupted());
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  process.on('uncaughtException', (error) => stop.abort(error));
  const outOfTime = () => stop.abort(new Error(`It took longer than ${LIMIT_SECONDS} s.`));
  setTimeout(outOfTime, LIMIT_SECONDS * 1000).unref();
  setTimeout(() => process.exit(1), HARD_LIMIT_SECONDS * 1000).unref();
  return stop.signal;
}
