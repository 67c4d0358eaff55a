import { isIP, type Socket } from 'node:net';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';

export interface TlsTarget {
  /** Name or address (without brackets) the certificate must be for. */
  hostname: string;
  context: SecureContext;
  signal: AbortSignal;
}

/**
 * Secures an open connection and checks the certificate. Sessions are not resumed: Node skips the check of the host
 * name on a resumed session, and connections are kept alive anyway.
 *
 * @throws the handshake's error, or the reason of `signal`; the socket is then destroyed
 */
export function startTls(socket: Socket, { hostname, context, signal }: TlsTarget): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
    const secured = connect({
      socket,
      host: name,
      ...(isIP(name) === 0 && { servername: name }),
      secureContext: context,
      ALPNProtocols: ['http/1.1'],
      rejectUnauthorized: true,
    });
    const onAbort = () => secured.destroy(signal.reason);
    const onClose = () => reject(new Error('closed during the TLS handshake'));
    if (signal.aborted) {
      onAbort();
    }
    signal.addEventListener('abort', onAbort, { once: true });
    secured.once('close', onClose);
    secured.once('secureConnect', () => {
      signal.removeEventListener('abort', onAbort);
      secured.off('close', onClose);
      resolve(secured);
    });
    // Stays on the socket: until its next owner listens, an error must not be an uncaught one.
    secured.on('error', (error) => {
      signal.removeEventListener('abort', onAbort);
      reject(error);
    });
  });
}
