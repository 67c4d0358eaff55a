import { type Socket } from 'node:net';
import { type SecureContext } from 'node:tls';
import { type buildConnector } from 'undici';
import { canonicalAddress } from '../../core/net';
import { type AddressGuard } from './address-guard';
import { addressBlocked, ConnectError, dialError, tlsError } from './connect-error';
import { dial } from './dial';
import { startTls } from './start-tls';

export interface ConnectorParts {
  guard: AddressGuard;
  context: SecureContext;
}

/**
 * The only way out: judges literal hosts (undici never calls `lookup` for them) and every address of a name, dials
 * only what was judged, and compares the peer it got. Errors are `ConnectError`s, or exhaustion of our own machine.
 *
 * @param signal ends whatever the connector is doing
 */
export function guardedConnector(parts: ConnectorParts, signal: AbortSignal): buildConnector.connector {
  return (options, callback) => {
    connectGuarded(parts, options, signal).then(
      (socket) => callback(null, socket),
      (error: Error) => callback(error, null),
    );
  };
}

async function connectGuarded(
  { guard, context }: ConnectorParts,
  { hostname, protocol, port }: buildConnector.Options,
  signal: AbortSignal,
): Promise<Socket> {
  const isHttps = protocol === 'https:';
  const addresses = await judgedAddresses(guard, hostname);
  const socket = await dialJudged(addresses, Number(port) || (isHttps ? 443 : 80), signal);
  if (!isHttps) {
    return socket;
  }
  return startTls(socket, { hostname, context, signal }).catch((error: unknown) => {
    throw tlsError(error);
  });
}

async function judgedAddresses(guard: AddressGuard, hostname: string): Promise<string[]> {
  const host = await guard.check(hostname);
  switch (host.kind) {
    case 'allowed':
      return host.addresses;
    case 'denied':
      throw addressBlocked(host.reason);
    case 'unresolvable':
      throw new ConnectError(
        'DNS_FAILED',
        host.isFinal ? 'The host name does not exist.' : 'The host name could not be resolved.',
      );
    default:
      return host satisfies never;
  }
}

async function dialJudged(addresses: string[], port: number, signal: AbortSignal): Promise<Socket> {
  const socket = await dial(addresses, port, signal).catch((error: unknown) => {
    throw dialError(error);
  });
  // Undefined when the peer has already hung up; there is nobody to send to either way.
  const peer = socket.remoteAddress === undefined ? null : canonicalAddress(socket.remoteAddress);
  if (peer === null || !addresses.some((address) => canonicalAddress(address) === peer)) {
    socket.destroy();
    throw peer === null
      ? new ConnectError('CONNECTION_RESET', 'The connection was reset.')
      : addressBlocked('connected to another address than the one judged');
  }
  return socket;
}
