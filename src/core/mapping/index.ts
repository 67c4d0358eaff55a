export { describeFailure } from './describe-failure';
export { MAPPING_LIMITS } from './limits';
export {
  failedMapping,
  timeLimitFailure,
  type FailedMapping,
  type MappingFailure,
  type MappingFailureCode,
} from './mapping-outcome';
export { MappingRefusal } from './mapping-refusal';
export { findReservedName } from './reserved-names';
export { writeOutput, type OutputWriting } from './write-output';
