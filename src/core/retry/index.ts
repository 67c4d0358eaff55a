export { parseDuration } from './duration';
export {
  MAX_RETRY_WAIT_MS,
  MAX_RETRY_WAITS,
  nextWaitMs,
  parseRetrySchedule,
  type NextWaitInput,
} from './retry-schedule';
export { parseRetryAfter } from './retry-after';
