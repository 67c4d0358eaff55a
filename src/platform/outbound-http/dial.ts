import { connect, isIPv4, type Socket } from 'node:net';

/** RFC 8305 section 5: the next address is tried when the one before has not answered for this long. */
const ATTEMPT_DELAY_MS = 250;

/** A name may have hundreds of addresses; nobody waits for more than a few. */
const MAX_ATTEMPTS = 6;

/**
 * Opens a TCP connection to the first of the addresses that answers (Happy Eyeballs, RFC 8305). Node's own
 * `autoSelectFamily` gives up on an address after 250 ms, which cuts off distant hosts; here it stays in the race.
 *
 * @throws the error of the first address that failed, when all did; the reason of `signal` when it is aborted
 */
export function dial(addresses: readonly string[], port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    new Race(interleaveFamilies(addresses).slice(0, MAX_ATTEMPTS), port, { resolve, reject }).start(signal);
  });
}

interface RaceEnd {
  resolve: (socket: Socket) => void;
  reject: (error: unknown) => void;
}

class Race {
  private readonly running = new Set<Socket>();
  private next = 0;
  private firstError: Error | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopListening = () => {};

  constructor(
    private readonly addresses: readonly string[],
    private readonly port: number,
    private readonly end: RaceEnd,
  ) {}

  start(signal: AbortSignal): void {
    const onAbort = () => {
      this.stop();
      this.end.reject(signal.reason);
    };
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });
    this.stopListening = () => signal.removeEventListener('abort', onAbort);
    this.tryNext();
  }

  private tryNext(): void {
    clearTimeout(this.timer);
    const host = this.addresses[this.next++];
    if (host === undefined) {
      return;
    }
    const socket = connect({
      host,
      port: this.port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 60_000,
    });
    this.running.add(socket);
    socket.once('connect', () => this.win(socket));
    // Stays on the socket: between this race and its next owner an error must not be an uncaught one.
    socket.on('error', (error) => this.lose(socket, error));
    if (this.next < this.addresses.length) {
      this.timer = setTimeout(() => this.tryNext(), ATTEMPT_DELAY_MS);
    }
  }

  private win(socket: Socket): void {
    this.running.delete(socket);
    this.stop();
    this.end.resolve(socket);
  }

  private lose(socket: Socket, error: Error): void {
    if (!this.running.delete(socket)) {
      return;
    }
    this.firstError ??= error;
    if (this.next < this.addresses.length) {
      this.tryNext();
    } else if (this.running.size === 0) {
      this.stop();
      this.end.reject(this.firstError);
    }
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.stopListening();
    for (const socket of this.running) {
      this.running.delete(socket);
      socket.destroy();
    }
  }
}

/** IPv4 first: a server without working IPv6 is common, one without IPv4 is not. */
function interleaveFamilies(addresses: readonly string[]): string[] {
  const ipv4 = addresses.filter((address) => isIPv4(address));
  const ipv6 = addresses.filter((address) => !isIPv4(address));
  return Array.from({ length: Math.max(ipv4.length, ipv6.length) }, (_, n) => [ipv4[n], ipv6[n]])
    .flat()
    .filter((address) => address !== undefined);
}
