import { type DoNotCallAnswer, RegistryClient } from './registry-client';

/** Stands in where no registry is configured: nothing is checked, so nothing is counted either. */
export class NoRegistry extends RegistryClient {
  readonly isConfigured = false;

  ask(): Promise<DoNotCallAnswer> {
    return Promise.resolve('clear');
  }
}
