/** Every way an attempt can fail, as shown in the delivery log. */
export const ATTEMPT_ERROR_CODES = [
  /** The receiver answered, but not with a 2xx status. */
  'HTTP_STATUS',
  /** The receiver answered 2xx and says in the body that it did not take what was sent, as chats do. */
  'REFUSED_BY_RECEIVER',
  /** The receiver answered with a redirect, which is never followed. */
  'REDIRECT',
  /** No complete answer within the webhook's time limit. */
  'TIMEOUT',
  'DNS_FAILED',
  'CONNECTION_REFUSED',
  'CONNECTION_RESET',
  /** Any other failure to connect or to keep the connection. */
  'CONNECTION_FAILED',
  'TLS_FAILED',
  /** The host resolves to an address deliveries may not be sent to. */
  'ADDRESS_BLOCKED',
  /** What came back is not HTTP. */
  'INVALID_RESPONSE',
  'INVALID_URL',
] as const;

export type AttemptErrorCode = (typeof ATTEMPT_ERROR_CODES)[number];

/** Why an attempt failed: a stable code to branch on and a sentence for people. */
export interface AttemptError {
  code: AttemptErrorCode;
  message: string;
}
