export { ConfigModule } from './config.module';
export { processEnvironment } from './environment';
export { readSettings, type SettingsResult } from './read-settings';
export { PLATFORM_VERSION } from './version';
export { ReadySettings, type Role, Settings } from './settings';
