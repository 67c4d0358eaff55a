import { API_VERSION, buildEventBody } from '../../core/event-types';
import { signatureHeaders } from '../../core/signing';
import { PLATFORM_VERSION } from '../../platform/config';
import { type Ping } from './ping';

const TYPE = 'bid.requested';

/** What every buyer is told of a ping. */
export function offerData(ping: Ping) {
  return {
    ping_id: ping.id,
    source: ping.source,
    state: ping.state,
    attributes: ping.attributes,
    floor_price: ping.floorPrice,
    currency: ping.currency,
    expires_at: ping.closesAt.toISOString(),
  };
}

/** The body of a bid request: the envelope of an event, under the id of the ping. */
export function bidRequestBody(ping: Ping): string {
  const { id, createdAt } = ping;
  const created = createdAt.toISOString();
  return buildEventBody({ id, type: TYPE, created, data: offerData(ping), apiVersion: API_VERSION });
}

interface Signing {
  pingId: string;
  body: string;
  secret: string;
  /** Unix seconds. */
  timestamp: number;
}

/** The headers of a bid request, signed like every delivery. */
export function bidRequestHeaders({ pingId, body, secret, timestamp }: Signing): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': `Synaptis-Webhooks/${PLATFORM_VERSION}`,
    ...signatureHeaders({ secrets: [secret], id: pingId, timestamp, body }),
    'x-synaptis-event': TYPE,
  };
}
