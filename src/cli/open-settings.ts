import { type PreparedSettings, prepareSettings } from '../apps/prepare-settings';
import { readSettings } from '../platform/config';
import { CliError } from './cli-error';
import { type Session } from './session';

/**
 * Runs `work` with the settings of the environment and a database, which is shared with a running
 * platform or, without one, started for this command and stopped after it.
 *
 * @throws CliError INVALID_SETTINGS that names every problem
 */
export async function withSettings<T>(
  { surroundings, isVerbose }: Session,
  work: (ready: PreparedSettings['ready']) => Promise<T>,
): Promise<T> {
  const result = readSettings(surroundings.environment);
  if (result.kind === 'invalid') {
    throw new CliError('INVALID_SETTINGS', `The settings cannot be used: ${result.problems.join('; ')}.`);
  }
  const logLevel = isVerbose ? result.settings.logLevel : 'silent';
  const prepared = await prepareSettings({ ...result.settings, logLevel }, true);
  try {
    return await work(prepared.ready);
  } finally {
    await prepared.release();
  }
}
