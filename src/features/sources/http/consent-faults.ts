const EARLIEST_MS = Date.UTC(2000, 0, 1);
/** For clocks that are ahead of ours. */
const LEEWAY_MS = 5 * 60_000;

const WEB_URL = /^https?:\/\/\S+$/i;
/** `localhost`, or labels with dots between. */
const HOST = /^(?:localhost|[^.]+(?:\.[^.]+)+\.?)$/;

/** Nobody has agreed yet to what comes later, and a time of long ago is a clock that was never set. */
export function consentTimeFault(value: unknown): string | null {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  if (Number.isNaN(time)) return null;
  if (time < EARLIEST_MS) return 'must not be before the year 2000';
  return time > Date.now() + LEEWAY_MS ? 'must not be in the future' : null;
}

export function pageUrlFault(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const isWebUrl = WEB_URL.test(value) && URL.canParse(value) && HOST.test(new URL(value).hostname);
  return isWebUrl ? null : 'must be an http:// or https:// URL with the full name of a host';
}
