import { CreateCoreTables1767225600000 } from './1767225600000-create-core-tables';

/** Every migration, oldest first. */
export const migrations = [CreateCoreTables1767225600000];
