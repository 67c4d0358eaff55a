import { type INestApplication } from '@nestjs/common';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { BUILTIN_EVENT_TYPES } from '../../core/event-types';
import { documentHead } from './document-head';
import { withPathParameters } from './path-parameters';
import { withRequestExamples } from './request-examples';
import { withRequiredScopes } from './required-scopes';
import { withStandardResponses } from './standard-responses';
import { toOpenApi31 } from './to-openapi-31';
import { withWebhooks } from './webhooks-section';

/** The OpenAPI 3.1 document of everything the application serves, made from its controllers. */
export function createApiDocument(app: INestApplication): OpenAPIObject {
  const scanned = SwaggerModule.createDocument(app, documentHead(), {
    autoTagControllers: false,
    operationIdFactory: (controller, method) => `${withoutSuffix(controller)}_${method}`,
  });
  const documented = withPathParameters(withRequestExamples(toOpenApi31(scanned)));
  return withWebhooks(withRequiredScopes(withStandardResponses(documented)), BUILTIN_EVENT_TYPES);
}

/** `WebhooksController` → `webhooks`: names of calls in generated clients should not name our classes. */
function withoutSuffix(controller: string): string {
  const name = controller.replace(/Controller$/, '');
  return name.charAt(0).toLowerCase() + name.slice(1);
}
