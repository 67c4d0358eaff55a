import { type ApiAccess, callApi } from './call-api';

export interface NewWebhook {
  url: string;
  events: string[];
  description: string;
  retry_schedule_seconds?: number[];
}

export interface Webhook {
  id: string;
  secret: string;
}

export interface PublishedEvent {
  id: string;
  deliveries: number;
}

export interface Delivery {
  id: string;
  event_id: string;
  event_type: string;
  webhook_id: string;
  status: 'pending' | 'success' | 'failed' | 'cancelled';
  attempt_count: number;
  next_attempt_at: string | null;
}

export interface Attempt {
  number: number;
  trigger: 'automatic' | 'manual' | 'replay' | 'test';
  started_at: string;
  duration_ms: number;
  status_code: number | null;
  error: { code: string } | null;
}

export interface LoggedDelivery extends Delivery {
  attempts: Attempt[];
}

/** The calls of the first demonstration. */
export class PlatformApi {
  constructor(private readonly access: ApiAccess) {}

  createWebhook(webhook: NewWebhook): Promise<Webhook> {
    return this.call('POST', '/v1/webhooks', webhook);
  }

  publish(type: string, data: object): Promise<PublishedEvent> {
    return this.call('POST', '/v1/events', { type, data });
  }

  replay(deliveryId: string): Promise<Delivery> {
    return this.call('POST', `/v1/deliveries/${deliveryId}/replay`);
  }

  async listDeliveries(filter: Record<string, string> = {}): Promise<Delivery[]> {
    const query = new URLSearchParams({ ...filter, limit: '250' });
    return (await this.call<{ data: Delivery[] }>('GET', `/v1/deliveries?${query.toString()}`)).data;
  }

  /** With their attempts, oldest first. */
  async readLog(filter: Record<string, string> = {}): Promise<LoggedDelivery[]> {
    const newestFirst = await this.listDeliveries(filter);
    return Promise.all(
      newestFirst.toReversed().map(({ id }) => this.call<LoggedDelivery>('GET', `/v1/deliveries/${id}`)),
    );
  }

  private call<T>(method: string, path: string, body?: object): Promise<T> {
    return callApi<T>(this.access, { method, path, body });
  }
}
