/** The token of `Authorization: Bearer <token>` (RFC 6750 section 2.1), or null when the header is anything else. */
export function bearerTokenOf(authorization: string | undefined): string | null {
  return /^Bearer +([\x21-\x7e]+)$/i.exec(authorization ?? '')?.[1] ?? null;
}
