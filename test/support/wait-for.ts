type Truthy<T> = Exclude<T, false | null | undefined | 0 | ''>;

/** Waits for a condition with a limit, so that no test sleeps and none hangs. */
export async function waitFor<T>(
  what: string,
  probe: () => T | Promise<T>,
  { limitMs = 30_000, everyMs = 20 }: { limitMs?: number; everyMs?: number } = {},
): Promise<Truthy<T>> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const found = await probe();
    if (found) return found as Truthy<T>;
    if (Date.now() > deadline) throw new Error(`Waited ${limitMs} ms in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
