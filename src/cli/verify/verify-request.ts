import { type Verification, verifyStandardSignature, verifySynaptisSignature } from '../../core/signing';

/** The signature headers of a request, in one of the two forms every delivery carries. */
export type SignatureHeaders =
  | { form: 'synaptis'; signature: string }
  | { form: 'standard'; id: string; timestamp: string; signature: string };

export interface SignedRequest {
  headers: SignatureHeaders;
  secret: string;
  /** Exactly as received. */
  body: Uint8Array;
  /** Unix seconds. */
  nowSeconds: number;
  /** Infinity does not look at the time. */
  toleranceSeconds: number;
}

/** A verification and, where one can be told, what the likely mistake is. */
export type VerifiedRequest = Verification & { hint?: string };

/**
 * Judges a request by its signature headers.
 *
 * @throws RangeError when the secret is none the standard form can use
 */
export function verifyRequest(request: SignedRequest): VerifiedRequest {
  const verification = verify(request);
  if (verification.kind !== 'mismatch') return verification;
  const hint = hintAt(request);
  return hint === null ? verification : { ...verification, hint };
}

function verify({ headers, ...rest }: SignedRequest): Verification {
  switch (headers.form) {
    case 'synaptis':
      return verifySynaptisSignature({ header: headers.signature, ...rest });
    case 'standard':
      return verifyStandardSignature({ ...headers, ...rest });
  }
}

/** Editors and `echo` add a newline that was not sent. */
function hintAt(request: SignedRequest): string | null {
  const trimmed = withoutLastNewline(request.body);
  if (trimmed === null || verify({ ...request, body: trimmed }).kind === 'mismatch') return null;
  return 'Without the newline at the end of the body it would match.';
}

function withoutLastNewline(body: Uint8Array): Uint8Array | null {
  if (body.at(-1) !== 0x0a) return null;
  return body.subarray(0, body.at(-2) === 0x0d ? -2 : -1);
}
