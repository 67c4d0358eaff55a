import { type Platform } from './start-platform';

/** SIGTERM and Ctrl-C stop the platform cleanly; a second one stops it at once. */
export function stopOnSignals(platform: Platform): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) process.exit(130);
    isStopping = true;
    platform.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
