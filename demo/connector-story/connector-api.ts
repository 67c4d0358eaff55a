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

/** The calls of this demonstration. */
export class ConnectorApi {
  constructor(private readonly access: ApiAccess) {}

  createWebhook(webhook: NewConnector): Promise<Webhook> {
    return this.call('POST', '/v1/webhooks', webhook);
  }

  patchWebhook(id: string, fields: object): Promise<Webhook> {
    return this.call('PATCH', `/v1/webhooks/${id}`, fields);
  }

  publish(type: string, data: object): Promise<PublishedEvent> {
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
