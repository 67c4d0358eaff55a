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

/** Whether a key with these scopes can do nothing but bring or read leads. */
export function isLeadsOnly(scopes: readonly string[]): boolean {
  return scopes.length > 0 && scopes.every((scope) => scope.startsWith('leads:'));
}

/** Requests a minute of a key that was made without a limit of its own; null is no limit. */
export function defaultRateLimit(scopes: readonly string[]): number | null {
  return isLeadsOnly(scopes) ? LEADS_ONLY_LIMIT : null;
}
