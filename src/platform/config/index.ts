export { ConfigModule } from './config.module';
export { processEnvironment } from './environment';
export { readSettings, type SettingsResult } from './read-settings';
export { ReadySettings, type Role, Settings } from './settings';
