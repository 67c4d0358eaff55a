import { type OpenAPIObject } from '@nestjs/swagger';
import { ERROR_CODES } from '../../core/errors/app-error';
import { type Operation, type Response } from './operations';
import { withStandardResponses } from './standard-responses';

describe('withStandardResponses', () => {
  const secured = { security: [{ apiKey: [] }] };
  const body = { content: { 'application/json': {} } };
  const idempotencyKey = { name: 'Idempotency-Key', in: 'header' as const };

  function documentOf(path: string, operation: Partial<Operation>): OpenAPIObject {
    const post: Operation = { responses: { '200': { description: '' } }, ...operation };
    return withStandardResponses({
      openapi: '3.1.0',
      info: { title: '', version: '1' },
      paths: { [path]: { post } },
    });
  }

  function responsesOf(path: string, operation: Partial<Operation>): Operation['responses'] {
    return documentOf(path, operation).paths[path]!.post!.responses;
  }

  const everywhere = ['401', '403', '429', '431', '500', '503'];

  it.each<[string, string, Partial<Operation>, string[]]>([
    ['any secured call', '/v1/a', {}, []],
    ['a path parameter', '/v1/a/{id}', {}, ['404']],
    ['a query', '/v1/a', { parameters: [{ name: 'limit', in: 'query' }] }, ['400']],
    ['a body', '/v1/a', { requestBody: body }, ['400', '408', '413', '415', '422']],
    ['an Idempotency-Key', '/v1/a', { parameters: [idempotencyKey] }, ['400', '409', '422']],
  ])('adds the failures of %s', (_case, path, operation, added) => {
    const statuses = Object.keys(responsesOf(path, { ...secured, ...operation }));
    expect(statuses.toSorted()).toEqual([...everywhere, ...added, '200'].toSorted());
  });

  it('adds none to public calls, and keeps their own answers as they are', () => {
    const unavailable = { description: 'Not ready' };
    const responses = responsesOf('/health', { responses: { '503': unavailable } });
    expect(responses).toEqual({ '503': unavailable });
  });

  it('keeps what a controller says about a status and adds the schema of a problem', () => {
    const responses = responsesOf('/v1/a', {
      ...secured,
      responses: { '409': { description: 'Name taken' } },
    });
    expect(responses['409']).toMatchObject({
      description: 'Name taken',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    });
  });

  it('adds the common headers to successes', () => {
    const headersOf = (operation: Partial<Operation>) =>
      Object.keys((responsesOf('/v1/a', operation)['200'] as Response).headers ?? {});
    expect(headersOf({})).toEqual(['X-Request-Id']);
    expect(headersOf({ ...secured, parameters: [idempotencyKey] })).toEqual([
      'X-Request-Id',
      'X-RateLimit-Limit',
      'X-RateLimit-Remaining',
      'X-RateLimit-Reset',
      'Idempotency-Replayed',
    ]);
  });

  it('shows every error code in the schema and as an example of the response with its status', () => {
    const { components } = documentOf('/v1/a', secured);
    expect(components?.schemas?.Problem).toMatchObject({
      properties: { code: { enum: Object.keys(ERROR_CODES) } },
    });
    const shown = Object.values(components?.responses ?? {}).flatMap((response) =>
      Object.entries((response as Response).content?.['application/problem+json']?.examples ?? {}),
    );
    const byCode = Object.fromEntries(
      shown.map(([code, example]) => [code, (example as { value: { status: number } }).value.status]),
    );
    expect(byCode).toEqual(
      Object.fromEntries(Object.entries(ERROR_CODES).map(([code, { status }]) => [code, status])),
    );
  });

  it('says when to try again where it says to try again', () => {
    const { components } = documentOf('/v1/a', secured);
    const withRetryAfter = Object.entries(components?.responses ?? {})
      .filter(([, response]) => (response as Response).headers?.['Retry-After'])
      .map(([name]) => name);
    expect(withRetryAfter.toSorted()).toEqual(['Conflict', 'RateLimited', 'Unavailable']);
  });
});
