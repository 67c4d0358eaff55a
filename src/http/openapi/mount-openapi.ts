import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { createApiDocument } from './create-api-document';

const DOCUMENT_PATH = '/openapi.json';
const REFERENCE_PATH = '/docs';

/** The reference brings all it needs; the browser refuses whatever would come from elsewhere. */
const CONTENT_SECURITY_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/** Serves the document at `/openapi.json` and a browsable reference at `/docs`; call it before the app listens. */
export function mountOpenApi(app: NestFastifyApplication): void {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup(REFERENCE_PATH, app, () => (document ??= createApiDocument(app)), {
    raw: ['json'],
    jsonDocumentUrl: DOCUMENT_PATH,
    customSiteTitle: 'Synaptis Webhooks API',
    customCss: '.swagger-ui .topbar { display: none }',
    swaggerOptions: {
      // The badge would send the address of the document to a public validator.
      validatorUrl: null,
      persistAuthorization: true,
      displayRequestDuration: true,
      docExpansion: 'none',
      filter: true,
      defaultModelsExpandDepth: 0,
    },
  });
  protectReference(app);
}

/** Whether a route serves the documentation itself, which the document does not describe. */
export function isDocumentationRoute(url: string): boolean {
  return url === DOCUMENT_PATH || url === REFERENCE_PATH || url.startsWith(`${REFERENCE_PATH}/`);
}

function protectReference(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', async (request, reply) => {
    if (!isDocumentationRoute(request.routeOptions.url ?? '')) return;
    void reply
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .header('x-content-type-options', 'nosniff');
  });
}
