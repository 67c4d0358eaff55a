import { printBanner, printStartFailure } from './apps/start-banner';
import { startPlatform } from './apps/start-platform';
import { stopOnSignals } from './apps/stop-on-signals';
import { processEnvironment, readSettings } from './platform/config';

async function main(): Promise<void> {
  const result = readSettings(processEnvironment());
  if (result.kind === 'invalid') {
    printStartFailure('The settings cannot be used:', result.problems);
    process.exitCode = 2;
    return;
  }
  const platform = await startPlatform(result.settings);
  stopOnSignals(platform);
  printBanner(platform);
}

main().catch((error: unknown) => {
  printStartFailure('The platform could not start:', [error]);
  process.exit(1);
});
