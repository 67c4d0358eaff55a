import { type OpenAPIObject } from '@nestjs/swagger';
import { API_KEY_SCHEME } from './security-schemes';

export type PathItem = OpenAPIObject['paths'][string];
export type Operation = NonNullable<PathItem['get']>;
export type Response = Exclude<NonNullable<Operation['responses'][string]>, { $ref: string }>;
export type Parameter = Exclude<NonNullable<Operation['parameters']>[number], { $ref: string }>;

export interface LocatedOperation {
  /** Lower case, as in the document. */
  method: HttpMethod;
  /** With parameters in braces: `/v1/webhooks/{id}`. */
  path: string;
  operation: Operation;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'] as const;
type HttpMethod = (typeof METHODS)[number];

/** Every operation below `paths`, in the order of the document. */
function listOperations({ paths }: OpenAPIObject): LocatedOperation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ method, path, operation }] : [];
    }),
  );
}

/** The same document with every operation below `paths` replaced by what `change` makes of it. */
export function mapOperations(
  document: OpenAPIObject,
  change: (located: LocatedOperation) => Operation,
): OpenAPIObject {
  const paths = { ...document.paths };
  for (const located of listOperations(document)) {
    paths[located.path] = { ...paths[located.path], [located.method]: change(located) };
  }
  return { ...document, paths };
}

export function parametersOf({ parameters = [] }: Operation): Parameter[] {
  return parameters.filter((parameter): parameter is Parameter => 'name' in parameter);
}

/** Secured operations ask for an API key; the others are public, or doors with a secret of their own. */
export function isSecured({ security = [] }: Operation): boolean {
  return security.some((requirement) => API_KEY_SCHEME in requirement);
}

export function takesIdempotencyKey(operation: Operation): boolean {
  return parametersOf(operation).some(
    (parameter) => parameter.in === 'header' && parameter.name.toLowerCase() === 'idempotency-key',
  );
}
