import { type OpenAPIObject } from '@nestjs/swagger';
import { isDocumentationRoute } from './mount-openapi';
import { type Operation, parametersOf, type PathItem } from './operations';
import { undescribedProperties } from './undescribed-properties';
import { type Schema } from './schemas';

/** A route as Fastify's `onRoute` hook tells it. */
export interface ServedRoute {
  method: string | string[];
  /** With parameters behind colons: `/v1/webhooks/:id`. */
  url: string;
}

/**
 * Compares what is served with what is documented.
 *
 * @returns a sentence for each gap, such as `POST /v1/webhooks has no summary`; empty when there is none
 */
export function findUndocumentedRoutes(document: OpenAPIObject, routes: readonly ServedRoute[]): string[] {
  return routes.flatMap(({ method, url }) => {
    if (isDocumentationRoute(url)) return [];
    const path = url.replaceAll(/:([A-Za-z0-9_]+)/g, '{$1}');
    return (
      [method]
        .flat()
        // Fastify answers these by itself wherever there is a GET.
        .filter((name) => name !== 'HEAD' && name !== 'OPTIONS')
        .flatMap((name) => gapsOf(document, name, path).map((gap) => `${name} ${url} ${gap}`))
    );
  });
}

function gapsOf(document: OpenAPIObject, method: string, path: string): string[] {
  const operation = document.paths[path]?.[method.toLowerCase() as keyof PathItem] as Operation | undefined;
  if (!operation) return ['is not in the document'];
  return [
    ...(operation.summary ? [] : ['has no summary']),
    ...tagGaps(document, operation),
    ...parameterGaps(path, operation),
    ...bodyGaps(document, operation),
    ...successGaps(document, operation),
  ];
}

function tagGaps({ tags: described = [] }: OpenAPIObject, { tags = [] }: Operation): string[] {
  if (tags.length === 0) return ['has no tag'];
  return tags
    .filter((tag) => !described.some(({ name, description }) => name === tag && description))
    .map((tag) => `has the tag "${tag}", which is not described`);
}

function parameterGaps(path: string, operation: Operation): string[] {
  const parameters = parametersOf(operation);
  const inPath = new Set(parameters.filter((one) => one.in === 'path').map(({ name }) => name));
  const missing = [...path.matchAll(/\{(\w+)\}/g)]
    .map(([, name]) => name!)
    .filter((name) => !inPath.has(name));
  return [
    ...missing.map((name) => `does not have the path parameter ${name}`),
    ...parameters
      .filter(({ description }) => !description)
      .map(({ name, in: place }) => `has no description of the ${place} parameter ${name}`),
  ];
}

function bodyGaps(document: OpenAPIObject, { requestBody }: Operation): string[] {
  if (!requestBody || !('content' in requestBody)) return [];
  return Object.values(requestBody.content).flatMap(({ schema, example, examples }) => [
    ...(example === undefined && Object.keys(examples ?? {}).length === 0
      ? ['has no example of its body']
      : []),
    ...(schema ? propertyGaps(document, schema as Schema, 'its body') : ['has no schema of its body']),
  ]);
}

function successGaps(document: OpenAPIObject, { responses }: Operation): string[] {
  const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  if (successes.length === 0) return ['has no success response'];
  return successes.flatMap(([status, response]) => {
    if (status === '204' || !response || '$ref' in response) return [];
    const schemas = Object.values(response.content ?? {}).map(({ schema }) => schema as Schema | undefined);
    if (schemas.length === 0 || schemas.includes(undefined))
      return [`has no schema of its ${status} response`];
    return schemas.flatMap((schema) => propertyGaps(document, schema!, `its ${status} response`));
  });
}

function propertyGaps(document: OpenAPIObject, schema: Schema, place: string): string[] {
  return undescribedProperties(document, schema).map(
    (pointer) => `has no description of ${pointer} in ${place}`,
  );
}
