import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * When a process began, as a text to compare: process ids are given out again, a pair of id and beginning is
 * not.
 * @returns undefined when there is no such process, or only its zombie
 */
export function processBeginning(pid: number): string | undefined {
  if (process.platform !== 'linux') return askPs(pid, 'lstart=');
  const stat = readProc(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // proc(5): the name in parentheses may hold anything, so count from behind it. Field 3 is the state, 22 the
  // start.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  const bootId = readProc('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
  return `${bootId}/${fields[19]}`;
}

/** The command line of a living process, its arguments joined by spaces. */
export function processCommandLine(pid: number): string | undefined {
  if (process.platform !== 'linux') return askPs(pid, 'command=');
  return readProc(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ');
}

/** Whether the id is taken at all, by a zombie or a process of somebody else too. */
export function isPidTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function askPs(pid: number, column: string): string | undefined {
  const answer = spawnSync('ps', ['-ww', '-o', column, '-p', String(pid)], {
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
  });
  return answer.stdout?.toString().trim() || undefined;
}
