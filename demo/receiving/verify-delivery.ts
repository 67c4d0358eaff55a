import { type IncomingHttpHeaders } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { verifyAsDocumented } from './verify-documented';

export interface SignedRequest {
  headers: IncomingHttpHeaders;
  /** As received. */
  body: string;
}

/** Null where the signature is right, otherwise why not. */
export interface Verification {
  /** `X-Synaptis-Signature`, with the lines of the webhook documentation. */
  documented: string | null;
  /** The three Standard Webhooks headers, with the official package. */
  standard: string | null;
}

/** Verifies one delivery both ways; a real receiver chooses either. */
export function verifyDelivery(request: SignedRequest, secret: string): Verification {
  return { documented: judgeDocumented(request, secret), standard: judgeStandard(request, secret) };
}

export function isVerified({ documented, standard }: Verification): boolean {
  return documented === null && standard === null;
}

function judgeDocumented({ headers, body }: SignedRequest, secret: string): string | null {
  const header = headers['x-synaptis-signature'];
  if (typeof header !== 'string') return 'there is no X-Synaptis-Signature header';
  try {
    const isRight = verifyAsDocumented(JSON.parse(body), header, secret);
    return isRight ? null : 'X-Synaptis-Signature does not match';
  } catch {
    return 'the body is not JSON';
  }
}

/** With the official package. @returns null, or why the signature is not right */
export function judgeStandard({ headers, body }: SignedRequest, secret: string): string | null {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return null;
  } catch (error) {
    return `standardwebhooks: ${error instanceof Error ? error.message : String(error)}`;
  }
}
