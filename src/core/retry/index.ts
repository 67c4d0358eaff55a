export { parseDuration } from './duration';
export {
  DEFAULT_RETRY_SCHEDULE_MS,
  MAX_RETRY_AFTER_MS,
  MAX_RETRY_WAIT_MS,
  MAX_RETRY_WAITS,
  nextWaitMs,
  parseRetrySchedule,
  type NextWaitInput,
} from './retry-schedule';
export { parseRetryAfter } from './retry-after';
