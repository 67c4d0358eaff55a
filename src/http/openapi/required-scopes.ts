import { type OpenAPIObject } from '@nestjs/swagger';
import { mapOperations } from './operations';

/** Says which scope a call needs where tools look (the security requirement) and where people look. */
export function withRequiredScopes(document: OpenAPIObject): OpenAPIObject {
  return mapOperations(document, ({ operation }) => {
    const scope = (operation as { 'x-required-scope'?: unknown })['x-required-scope'];
    if (typeof scope !== 'string') return operation;
    const sentence = `Needs the scope \`${scope}\`.`;
    return {
      ...operation,
      description: operation.description ? `${operation.description}\n\n${sentence}` : sentence,
      // OpenAPI 3.1 lists the roles a call needs here for every kind of scheme, not for OAuth alone.
      security: (operation.security ?? []).map((requirement) =>
        Object.fromEntries(Object.keys(requirement).map((scheme) => [scheme, [scope]])),
      ),
    };
  });
}
