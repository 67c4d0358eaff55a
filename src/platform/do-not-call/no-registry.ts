import { type DoNotCallAnswer, DoNotCallRegistry } from './do-not-call-registry';

/** Stands in where no registry is configured: nothing is checked, so nothing is counted either. */
export class NoRegistry extends DoNotCallRegistry {
  judge(): Promise<DoNotCallAnswer> {
    return Promise.resolve('clear');
  }
}
