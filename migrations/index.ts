import { CreateCoreTables1767225600000 } from './1767225600000-create-core-tables';
import { CreateLeadTables1767312000000 } from './1767312000000-create-lead-tables';
import { AddFormatsAndFilters1767398400000 } from './1767398400000-add-formats-and-filters';

/** Every migration, oldest first. */
export const migrations = [
  CreateCoreTables1767225600000,
  CreateLeadTables1767312000000,
  AddFormatsAndFilters1767398400000,
];
