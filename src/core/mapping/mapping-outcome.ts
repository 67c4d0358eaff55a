import { MAPPING_LIMITS } from './limits';

/** Why a mapping gave nothing that could be sent. Each is the customer's to mend, none is ours. */
export type MappingFailureCode =
  | 'EXPRESSION_TOO_LARGE'
  | 'SYNTAX'
  /** A clock that was not given, randomness, `$eval`. */
  | 'REFUSED'
  | 'RUNTIME'
  | 'TIME_LIMIT'
  | 'MEMORY_LIMIT'
  | 'TOO_DEEP'
  | 'NO_RESULT'
  | 'OUTPUT_NOT_JSON'
  | 'OUTPUT_TOO_LARGE'
  /** The input carries a field name the language keeps for itself. */
  | 'INPUT_REFUSED';

export interface MappingFailure {
  code: MappingFailureCode;
  /** A plain sentence. */
  message: string;
  /** Characters from the start of the expression to the end of the token at fault, as JSONata counts. */
  position: number | null;
}

export interface FailedMapping {
  kind: 'failed';
  error: MappingFailure;
}

/** @param code see {@link MappingFailureCode} */
export function failedMapping(
  code: MappingFailureCode,
  message: string,
  position: number | null = null,
): FailedMapping {
  return { kind: 'failed', error: { code, message, position } };
}

export function timeLimitFailure(): FailedMapping {
  return failedMapping('TIME_LIMIT', `The expression took more than ${MAPPING_LIMITS.evaluationMs} ms.`);
}
