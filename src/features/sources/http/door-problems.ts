import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';

/**
 * Documents how a door without API key refuses: what each status means there.
 * @param challenge `WWW-Authenticate` of its 401
 */
export function ApiDoorProblems(meanings: Readonly<Record<number, string>>, challenge: string) {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  const responses = Object.entries({ ...SHARED, ...meanings });
  return applyDecorators(
    ...responses.map(([status, description]) =>
      ApiResponse({
        status: Number(status),
        description,
        content,
        ...(status === '401' && { headers: challengeHeader(challenge) }),
      }),
    ),
  );
}

function challengeHeader(challenge: string) {
  return {
    'WWW-Authenticate': {
      description: 'What would be accepted',
      schema: { type: 'string' as const, enum: [challenge] },
      example: challenge,
    },
  };
}

const SHARED: Readonly<Record<number, string>> = {
  413: 'The body is larger than 1 MiB',
  415: 'The body is not `application/json`, or it is compressed',
  422: 'A key occurs twice in one object of the body: only one of its values would reach receivers',
  500: 'A mistake of ours; the request id helps us to find it',
  503: 'The database is away and nothing was stored; send the same request again',
};
