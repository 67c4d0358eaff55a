import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createExclusiveFile } from './exclusive-file';
import { processBeginning } from './process-identity';
import { readIfPresent } from './read-if-present';

/**
 * Who owns the server. `shared` marks a short-lived owner (the CLI) that others wait for instead of giving
 * up.
 */
interface Owner {
  pid: number;
  beginning: string;
  shared: boolean;
}

export interface OwnerLock {
  release(): void;
}

type Claim = { kind: 'claimed'; lock: OwnerLock } | { kind: 'held'; owner: Owner };

/**
 * Claims the ownership of a cluster for this process, or says who has it.
 *
 * Every owner writes a file of its own, `owner.<generation>`, and the highest generation counts. A dead
 * owner's file is never removed to make room (between looking and removing, somebody else may have moved in)
 * but topped by the next generation, which only one process can create. The highest number only grows:
 * release empties the file instead of deleting it, and only the owner of a higher one clears away lower ones.
 * So whoever created a file and then sees no higher one is the only owner.
 */
export function claimOwnership(home: string, shared: boolean): Claim {
  for (;;) {
    const latest = highestGeneration(home);
    const owner = readOwner(home, latest);
    if (owner && processBeginning(owner.pid) === owner.beginning) return { kind: 'held', owner };

    const mine = latest + 1;
    const self: Owner = { pid: process.pid, beginning: processBeginning(process.pid) ?? '', shared };
    if (!createExclusiveFile(ownerFile(home, mine), JSON.stringify(self), 0o644)) continue;
    if (highestGeneration(home) > mine) {
      rmSync(ownerFile(home, mine), { force: true });
      continue;
    }
    for (const older of generations(home).filter((generation) => generation < mine)) {
      rmSync(ownerFile(home, older), { force: true });
    }
    return { kind: 'claimed', lock: { release: () => releaseGeneration(home, mine) } };
  }
}

function releaseGeneration(home: string, generation: number): void {
  const released = join(home, `released.${process.pid}`);
  writeFileSync(released, '');
  renameSync(released, ownerFile(home, generation));
}

function readOwner(home: string, generation: number): Owner | undefined {
  const text = readIfPresent(ownerFile(home, generation));
  return text ? (JSON.parse(text) as Owner) : undefined;
}

function highestGeneration(home: string): number {
  return Math.max(0, ...generations(home));
}

function generations(home: string): number[] {
  return readdirSync(home).flatMap((name) => {
    const match = /^owner\.(\d+)$/.exec(name);
    return match ? [Number(match[1])] : [];
  });
}

function ownerFile(home: string, generation: number): string {
  return join(home, `owner.${generation}`);
}
