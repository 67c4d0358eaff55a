interface Reservation {
  /** The end of a sentence that begins with the name. */
  reason: string;
  names?: readonly string[];
  /** Of names, to keep room for those that join them. */
  prefixes?: readonly string[];
}

const SET_BY_US = 'is set by the platform';

/** What neither a webhook's own headers nor a header mapping may set, by lowercase name. */
const RESERVATIONS: readonly Reservation[] = [
  {
    reason: SET_BY_US,
    names: ['content-type', 'content-length', 'user-agent', 'accept-encoding', 'host'],
  },
  {
    // In every format: another one, or none, would leave a forged one standing.
    reason: SET_BY_US,
    names: ['x-leadsbot-signature'],
    prefixes: ['x-synaptis-', 'webhook-'],
  },
  {
    // CloudEvents HTTP binding 1.0, section 3.1.3: each of them is an attribute of the event.
    reason: SET_BY_US,
    prefixes: ['ce-'],
  },
  {
    // RFC 9110 section 7.6.1, and what RFC 9113 section 8.2.2 and undici refuse.
    reason: 'concerns the connection, not the request',
    names: [
      'connection',
      'keep-alive',
      'te',
      'trailer',
      'transfer-encoding',
      'upgrade',
      'http2-settings',
      'expect',
    ],
    prefixes: ['proxy-'],
  },
  {
    // With PUT, Content-Range asks for a part to be replaced (RFC 9110 section 14.5).
    reason: 'would misdescribe the body, which is sent as it is and whole',
    names: ['content-encoding', 'content-range'],
  },
];

/**
 * Why customers cannot set a header, if they cannot. `_` counts as `-`: receivers behind CGI, WSGI or Rack read both
 * as one name, and might verify the forged one.
 *
 * @param name a valid header name in any case
 */
export function headerReservation(name: string): string | null {
  const plain = name.toLowerCase().replaceAll('_', '-');
  const reservation = RESERVATIONS.find(
    ({ names = [], prefixes = [] }) =>
      names.includes(plain) || prefixes.some((prefix) => plain.startsWith(prefix)),
  );
  return reservation?.reason ?? null;
}
