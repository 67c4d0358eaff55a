import { type IncomingHttpHeaders } from 'node:http';

const BEARER = /^Bearer +(\S+) *$/i;

/** The secrets that a CRM sent: `Authorization: Bearer` first, then `X-API-Key`. */
export function givenSecrets(headers: IncomingHttpHeaders): string[] {
  const bearer = BEARER.exec(headers.authorization ?? '')?.[1];
  return [bearer, headers['x-api-key']].filter(
    (text): text is string => typeof text === 'string' && text !== '',
  );
}
