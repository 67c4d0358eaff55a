import { type ApiAccess, callApi } from '../story/call-api';
import { type LoggedDelivery, type PublishedEvent, type Webhook } from '../story/platform-api';

export interface ConnectorDelivery extends LoggedDelivery {
  parked: boolean;
  parked_reason: string | null;
  /** Why its request could not be made. */
  parked_detail: string | null;
}

export interface NewConnector {
  url: string;
  events: string[];
  [field: string]: unknown;
}

/** The request that would be sent, or why it could not be made. */
export interface Preview {
  request: { method: string; url: string; headers: Record<string, string>; body: string } | null;
  /** What has signed it, in place of the webhook's own secret. */
  sample_key: string | null;
  error: { message: string; position: number | null } | null;
  filter: { matches: boolean } | null;
}

export interface DatedEvent extends PublishedEvent {
  type: string;
  created: string;
}

/** The calls of this demonstration. */
export class ConnectorApi {
  constructor(private readonly access: ApiAccess) {}

  createWebhook(webhook: NewConnector): Promise<Webhook> {
    return this.call('POST', '/v1/webhooks', webhook);
  }

  patchWebhook(id: string, fields: object): Promise<Webhook> {
    return this.call('PATCH', `/v1/webhooks/${id}`, fields);
  }

  /** Stores and sends nothing. */
  preview(fields: object): Promise<Preview> {
    return this.call('POST', '/v1/mappings/preview', fields);
  }

  publish(type: string, data: object): Promise<DatedEvent> {
    return this.call('POST', '/v1/events', { type, data });
  }

  /** Deliveries with their attempts, oldest first. */
  async readLog(filter: Record<string, string>): Promise<ConnectorDelivery[]> {
    const query = new URLSearchParams({ ...filter, limit: '250' });
    const { data } = await this.call<{ data: { id: string }[] }>('GET', `/v1/deliveries?${query.toString()}`);
    return Promise.all(
      data.toReversed().map(({ id }) => this.call<ConnectorDelivery>('GET', `/v1/deliveries/${id}`)),
    );
  }

  /** Needs no key. */
  jwksUrl(webhookId: string): string {
    return `${this.access.url}/.well-known/webhooks/${webhookId}/jwks.json`;
  }

  private call<T>(method: string, path: string, body?: object): Promise<T> {
    return callApi<T>(this.access, { method, path, body });
  }
}
