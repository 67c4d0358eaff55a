import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The encryption key of a development installation: made on the first start and kept beside the data. */
export async function developmentKey(dataDir: string): Promise<Buffer> {
  const path = join(dataDir, 'encryption-key');
  const made = randomBytes(32).toString('base64');
  try {
    await writeFile(path, made, { flag: 'wx', mode: 0o600 });
    return Buffer.from(made, 'base64');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64');
  if (key.length !== 32)
    throw new Error(`${path} does not hold a key; restore it or start with a new DATA_DIR`);
  return key;
}
