import { readFile, stat } from 'node:fs/promises';
import { isIP } from 'node:net';

type Entries = ReadonlyMap<string, string[]>;

/** The system's own table of names, which c-ares does not consult for us. Read again when it changes. */
export class HostsFile {
  private entries: Entries = new Map();
  private version = '';

  constructor(private readonly path = '/etc/hosts') {}

  /** Addresses of a lower-case name, in the order of the file; none where the name or the file does not exist. */
  async find(name: string): Promise<string[]> {
    try {
      const { mtimeMs, size } = await stat(this.path);
      const version = `${mtimeMs}:${size}`;
      if (version !== this.version) {
        this.entries = parseHosts(await readFile(this.path, 'utf8'));
        this.version = version;
      }
    } catch {
      // No table (or none we may read) means no entries; DNS still answers.
      return [];
    }
    return this.entries.get(name) ?? [];
  }
}

function parseHosts(text: string): Entries {
  const entries = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    // An address with a zone (fe80::1%lo0) means a neighbour on one link, never a receiver.
    if (address === undefined || isIP(address) === 0 || address.includes('%')) {
      continue;
    }
    for (const name of names) {
      const key = name.toLowerCase();
      entries.set(key, [...(entries.get(key) ?? []), address]);
    }
  }
  return entries;
}
