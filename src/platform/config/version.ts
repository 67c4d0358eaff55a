import manifest from '../../../package.json';

/** The version of this package, as receivers and operators see it. */
export const PLATFORM_VERSION: string = manifest.version;
