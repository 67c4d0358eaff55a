/** Everything an account can do. */
const ALL = '*';
const LEADS_ONLY_LIMIT = 120;

/** Whether scopes granted to a key cover the one that a call asks for. */
export function hasScope(granted: readonly string[], needed: string): boolean {
  return granted.includes(ALL) || granted.includes(needed);
}

/** Those of `wanted` that `granted` does not cover; `*` is covered by `*` only. */
export function scopesBeyond(granted: readonly string[], wanted: readonly string[]): string[] {
  return wanted.filter((scope) => !hasScope(granted, scope));
}

/**
 * Requests a minute of a key that was made without a limit of its own: keys that can only bring
 * or read leads get 120, all others are unlimited.
 */
export function defaultRateLimit(scopes: readonly string[]): number | null {
  return scopes.every((scope) => scope.startsWith('leads:')) ? LEADS_ONLY_LIMIT : null;
}
