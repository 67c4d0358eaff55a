export { type Pace, spendOne, spendUntil, type Spent, untilNextMs } from './pace';
