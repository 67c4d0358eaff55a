import { readFile } from 'node:fs/promises';

/** Linux counts processor time in ticks of a hundredth of a second, whatever the kernel's own rate. */
const MS_PER_TICK = 10;
/** Fields after the name in parentheses, proc(5): utime and stime are the 14th and 15th of all. */
const USER_TIME = 11;
const SYSTEM_TIME = 12;

/** @returns milliseconds of processor time a process has used; null where the system does not say (not Linux) */
export async function readCpuMs(pid: number): Promise<number | null> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (line === null) return null;
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[USER_TIME]) + Number(fields[SYSTEM_TIME]);
  return Number.isFinite(ticks) ? ticks * MS_PER_TICK : null;
}
