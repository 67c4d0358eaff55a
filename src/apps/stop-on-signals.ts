import { type Platform } from './start-platform';

/** On top of the grace period, for closing connections, also to something that is away. */
const CLOSE_LIMIT_MS = 10_000;

/**
 * SIGTERM and Ctrl-C stop the platform cleanly; a second one stops it at once, and so does a stop
 * that takes too long: PostgreSQL knows what was left.
 */
export function stopOnSignals(platform: Platform): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) process.exit(130);
    isStopping = true;
    setTimeout(() => process.exit(1), platform.settings.shutdownGraceMs + CLOSE_LIMIT_MS).unref();
    platform.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
