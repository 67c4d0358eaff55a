import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const PROJECT = resolve(__dirname, '../..');
const OTHERS_MAY_ENTER = 0o001;

/** Whether other users can get to this project's files: below a home directory they often cannot. */
export function isProjectOpen(place = PROJECT): boolean {
  const isOpen = (statSync(place).mode & OTHERS_MAY_ENTER) !== 0;
  const parent = dirname(place);
  return isOpen && (parent === place || isProjectOpen(parent));
}
