import { type Platform } from './start-platform';

/** One Ctrl-C may arrive more than once: the terminal tells everybody, and npm passes it on. */
const SAME_KEYSTROKE_MS = 1_000;

/** SIGTERM and Ctrl-C stop the platform cleanly; pressed again it stops at once. */
export function stopOnSignals(platform: Platform): void {
  let stoppingSinceMs: number | null = null;
  const stop = () => {
    if (stoppingSinceMs !== null) {
      if (performance.now() - stoppingSinceMs > SAME_KEYSTROKE_MS) process.exit(130);
      return;
    }
    stoppingSinceMs = performance.now();
    platform.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
