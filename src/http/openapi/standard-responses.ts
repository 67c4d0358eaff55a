import { STATUS_CODES } from 'node:http';
import { type OpenAPIObject } from '@nestjs/swagger';
import { COMMON_HEADERS, headerRefs, RATE_LIMIT_HEADERS } from './common-headers';
import { completeFailure, failureRefs, type OperationFacts, sharedFailures } from './failure-responses';
import {
  isSecured,
  type LocatedOperation,
  mapOperations,
  type Operation,
  parametersOf,
  type Response,
  takesIdempotencyKey,
} from './operations';
import { PROBLEM_SCHEMA } from './problem-schema';

/**
 * Adds what every call has in common and no controller repeats: failures of secured calls as references to
 * shared responses, and the headers of their successes. What a controller says about a status itself stays.
 */
export function withStandardResponses(document: OpenAPIObject): OpenAPIObject {
  const { components } = document;
  const extended = {
    ...document,
    components: {
      ...components,
      schemas: { ...components?.schemas, Problem: PROBLEM_SCHEMA as object },
      headers: { ...components?.headers, ...COMMON_HEADERS },
      responses: { ...components?.responses, ...sharedFailures() },
    },
  };
  return mapOperations(extended, withResponses);
}

function withResponses({ path, operation }: LocatedOperation): Operation {
  const failures = isSecured(operation) ? failureRefs(factsOf(path, operation)) : {};
  const declared = Object.entries(operation.responses).map(([status, response]) => {
    const isInline = response !== undefined && !('$ref' in response);
    return [status, isInline ? completed(operation, status, response) : response];
  });
  return {
    ...operation,
    responses: { ...failures, ...Object.fromEntries(declared) } as Operation['responses'],
  };
}

function completed(operation: Operation, status: string, response: Response): Response {
  if (status.startsWith('2')) return completeSuccess(operation, status, response);
  return isSecured(operation) ? completeFailure(status, response) : response;
}

function completeSuccess(operation: Operation, status: string, response: Response): Response {
  const headers = headerRefs([
    'X-Request-Id',
    ...(isSecured(operation) ? RATE_LIMIT_HEADERS : []),
    ...(takesIdempotencyKey(operation) ? (['Idempotency-Replayed'] as const) : []),
  ]);
  return {
    ...response,
    description: response.description || (STATUS_CODES[status] ?? 'Success'),
    headers: { ...headers, ...response.headers },
  };
}

function factsOf(path: string, operation: Operation): OperationFacts {
  return {
    hasPathParameter: path.includes('{'),
    hasQuery: parametersOf(operation).some((parameter) => parameter.in === 'query'),
    hasBody: operation.requestBody !== undefined,
    hasIdempotencyKey: takesIdempotencyKey(operation),
  };
}
