import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { CliError } from '../cli-error';

/**
 * The exact bytes of a body, from a file or, for `-`, from standard input.
 *
 * @throws CliError USAGE when the file cannot be read
 */
export async function readBody(path: string, stdin: NodeJS.ReadableStream): Promise<Uint8Array> {
  if (path === '-') return buffer(stdin);
  try {
    return await readFile(path);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'does not exist' : 'cannot be read';
    throw new CliError('USAGE', `The file ${path} ${reason}.`, { cause });
  }
}
