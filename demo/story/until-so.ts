import { type Scene } from './scene';
import { waitUntil } from './wait-until';

const LIMIT_MS = 10_000;

/** Waits for what has to follow. Where it does not, the story goes on: the checks say what is missing. */
export async function untilSo(
  { screen, signal }: Scene,
  what: string,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  screen.progress(`waiting for ${what}`);
  const isSo = await waitUntil({ condition, signal, limitMs: LIMIT_MS });
  screen.endProgress();
  if (!isSo) screen.print(screen.paint.red(`Waited ${LIMIT_MS / 1000} s for ${what}, in vain.`));
}
