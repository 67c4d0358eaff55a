export { Database } from './database';
export { DatabaseModule } from './database.module';
export { isDatabaseAway } from './is-database-away';
export { isItemFault } from './sql-state';
export { hasPendingMigrations, migrate, type MigrationReport, revertLastMigration } from './migrate';
