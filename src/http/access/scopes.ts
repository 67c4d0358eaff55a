import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';

export const SCOPES = [
  'events:write',
  'events:read',
  'webhooks:write',
  'webhooks:read',
  'deliveries:read',
  'deliveries:replay',
  'leads:write',
  'leads:read',
  'keys:manage',
] as const;

export type Scope = (typeof SCOPES)[number];
/** What a key may carry: single scopes, or everything. */
export type GrantedScope = Scope | '*';

export const SCOPE_METADATA = 'synaptis:scope';
export const PUBLIC_METADATA = 'synaptis:public';

/** The scope a route asks for. A route that says neither this nor `Public` is refused to everybody. */
export const RequireScope = (scope: Scope) =>
  applyDecorators(
    SetMetadata(SCOPE_METADATA, scope),
    ApiBearerAuth('apiKey'),
    ApiExtension('x-required-scope', scope),
  );

/** A route that needs no API key: health, metrics, documentation. */
export const Public = () => SetMetadata(PUBLIC_METADATA, true);
