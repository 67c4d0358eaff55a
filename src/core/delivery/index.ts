export { ATTEMPT_ERROR_CODES, type AttemptError, type AttemptErrorCode } from './attempt-error';
export { decideNext, type DecideInput, type Decision } from './decide';
export {
  ATTEMPT_TRIGGERS,
  DELIVERY_STATUSES,
  type AttemptTrigger,
  type DeliveryStatus,
} from './delivery-status';
export { outcomeData, type OutcomeInput } from './outcome-data';
export { judge, type SendOutcome, type Verdict } from './verdict';
