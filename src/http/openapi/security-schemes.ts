import { type OpenAPIObject } from '@nestjs/swagger';

type SecuritySchemes = NonNullable<NonNullable<OpenAPIObject['components']>['securitySchemes']>;

/** As `RequireScope` names it. */
export const API_KEY_SCHEME = 'apiKey';

/** What callers prove themselves with; doors for other systems name theirs with `ApiSecurity`. */
export const SECURITY_SCHEMES: SecuritySchemes = {
  [API_KEY_SCHEME]: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'sk_live_…, sk_test_… or l2i_…',
    description:
      'An API key, shown once when it is made. Keys for leads only (all scopes `leads:*`) begin with `l2i_`, ' +
      'all others with `sk_live_` or `sk_test_`',
  },
  streamsynqSignature: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Streamsynq-Signature',
    description:
      'Made for every body: hex HMAC-SHA256 of the raw body with the signing secret of the account. Required exactly ' +
      'when the account has one; during a rotation the older secrets are good as well',
  },
  crmBearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'The CRM secret of the account, or of the environment',
  },
  crmHeader: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'The CRM secret, where `Authorization` cannot be set',
  },
};
