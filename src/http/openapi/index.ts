export { createApiDocument } from './create-api-document';
export { findUndocumentedRoutes, type ServedRoute } from './find-undocumented-routes';
export { mountOpenApi } from './mount-openapi';
