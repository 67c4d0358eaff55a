import { type TestPlatform } from './test-platform';

/** A JSON Schema as the document has it. */
export type DocumentSchema = Record<string, unknown> & { $ref?: string };

interface Media {
  schema?: DocumentSchema;
  example?: unknown;
}

export interface DocumentedOperation {
  operationId: string;
  summary?: string;
  security?: object[];
  'x-required-scope'?: string;
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<
    string,
    { $ref?: string; headers?: Record<string, { schema?: DocumentSchema }>; content?: Record<string, Media> }
  >;
}

export interface ApiDocument {
  openapi: string;
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: { schemas: Record<string, DocumentSchema>; securitySchemes: Record<string, object> };
}

/** One call of the API, such as `POST /v1/webhooks/{id}/test`. */
export interface DocumentedCall {
  /** Upper case. */
  method: string;
  path: string;
  operation: DocumentedOperation;
}

export async function readApiDocument(test: TestPlatform): Promise<ApiDocument> {
  const { body } = await test.api.get('/openapi.json').expect(200);
  return body as ApiDocument;
}

/** Every call there is, so that suites over them cover new ones by themselves. */
export function documentedCalls({ paths }: ApiDocument): DocumentedCall[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
}

/** Every call that needs an API key. */
export function securedCalls(document: ApiDocument): DocumentedCall[] {
  return documentedCalls(document).filter(({ operation: { security = [] } }) =>
    security.some((requirement) => 'apiKey' in requirement),
  );
}

/** The body that the document shows for a call; undefined where it shows none. */
export function exampleOf({ operation }: DocumentedCall): object | undefined {
  return operation.requestBody?.content['application/json']?.example as object | undefined;
}
