import { errors } from 'undici';
import { type AttemptError, type AttemptErrorCode } from '../../core/delivery';
import { codeOf } from './error-code';

/** A connection that did not come about, said in the words a customer may read: no inner address, no cause. */
export class ConnectError extends Error {
  constructor(
    readonly attemptCode: AttemptErrorCode,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'ConnectError';
  }
}

/** The same sentence for every refused address, whatever listens behind it. */
export function addressBlocked(reason: string): ConnectError {
  return new ConnectError(
    'ADDRESS_BLOCKED',
    'The host resolves to an address that deliveries may not be sent to.',
    reason,
  );
}

/** Our machine ran out of something: nothing the receiver should be charged for. */
const EXHAUSTION_CODES = new Set(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM']);

export function dialError(error: unknown): unknown {
  const code = codeOf(error);
  if (EXHAUSTION_CODES.has(code)) {
    return error;
  }
  if (code === 'ECONNREFUSED') {
    return new ConnectError('CONNECTION_REFUSED', 'The connection was refused.', error);
  }
  if (code === 'ECONNRESET') {
    return new ConnectError('CONNECTION_RESET', 'The connection was reset.', error);
  }
  return new ConnectError('CONNECTION_FAILED', 'The host could not be reached.', error);
}

const TLS_REASONS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate chain ends in an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate chain is incomplete or ends in an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate chain is incomplete',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the server does not speak TLS on this port',
};

export function tlsError(error: unknown): ConnectError {
  const reason = TLS_REASONS[codeOf(error)] ?? 'the handshake did not complete';
  return new ConnectError('TLS_FAILED', `No secure connection: ${reason}.`, error);
}

/** What became of a request that was under way, by the code of undici or Node; null if it is trouble of our own. */
export function attemptErrorOf(error: unknown): AttemptError | null {
  if (error instanceof ConnectError) {
    return { code: error.attemptCode, message: error.message };
  }
  const code = codeOf(error);
  if (EXHAUSTION_CODES.has(code) || code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_NOT_SUPPORTED') {
    return null;
  }
  if (code === 'UND_ERR_HEADERS_OVERFLOW') {
    return { code: 'INVALID_RESPONSE', message: 'The headers of the response are too large.' };
  }
  if (error instanceof errors.HTTPParserError || code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') {
    return { code: 'INVALID_RESPONSE', message: 'The response is not valid HTTP/1.1.' };
  }
  if (code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE') {
    return { code: 'CONNECTION_RESET', message: 'The connection ended before the response was complete.' };
  }
  return { code: 'CONNECTION_FAILED', message: 'The connection failed.' };
}
