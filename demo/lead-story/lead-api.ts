import { type ApiAccess, callApi } from '../story/call-api';

export interface Lead {
  id: string;
  status: 'accepted' | 'duplicate';
  phone: string;
  eligible: boolean;
  ineligible_reason: string | null;
  stage: string;
}

export interface StreamsynqAnswer {
  ok: boolean;
  lead_id: string;
  orchestrator_action: 'call_initiated' | 'skipped';
  orchestrator_reason: string | null;
}

export interface CrmAnswer {
  ok: boolean;
  stored: boolean;
  lead_id?: string;
}

export interface Ping {
  id: string;
  status: string;
  winner: { buyer_id: string; price: number } | null;
  bids: { buyer_id: string; price: number | null; duration_ms: number }[];
}

export interface TimelineEntry {
  at: string;
  type: string;
  title: string;
}

/** Calls with the key of the account's owner, who sets everything up. */
export class OwnerApi {
  constructor(readonly access: ApiAccess) {}

  async createLeadsKey(): Promise<string> {
    const scopes = ['leads:write', 'leads:read'];
    return (await this.call<{ key: string }>('POST', '/v1/api-keys', { name: 'Web form', scopes })).key;
  }

  createBuyer(id: string, name: string, targeting: object | null): Promise<unknown> {
    return this.call('POST', '/v1/buyers', { id, name, targeting });
  }

  createWebhook(webhook: { url: string; events: string[]; buyer_id?: string }): Promise<{ secret: string }> {
    return this.call('POST', '/v1/webhooks', webhook);
  }

  letBid(buyerId: string, url: string): Promise<{ secret: string }> {
    return this.call('PUT', `/v1/buyers/${buyerId}/bidding`, { url });
  }

  signStreamsynq(secret: string): Promise<{ user_id: string }> {
    return this.call('PUT', '/v1/lead-sources/streamsynq', { signing_secret: secret });
  }

  openToCrm(secret: string): Promise<unknown> {
    return this.call('PUT', '/v1/lead-sources/crm', { secret });
  }

  suppress(phone: string): Promise<unknown> {
    return this.call('POST', '/v1/suppressions', { phone, reason: 'asked not to be called' });
  }

  private call<T>(method: string, path: string, body?: object): Promise<T> {
    return callApi<T>(this.access, { method, path, body });
  }
}

/** Calls with a key that is good for leads only. */
export class LeadApi {
  constructor(readonly access: ApiAccess) {}

  send(lead: object): Promise<Lead> {
    return this.call('POST', '/v1/leads', lead);
  }

  get(id: string): Promise<Lead> {
    return this.call('GET', `/v1/leads/${id}`);
  }

  nameInCrm(id: string, crmLeadId: string): Promise<Lead> {
    return this.call('PATCH', `/v1/leads/${id}`, { crm_lead_id: crmLeadId });
  }

  offer(ping: object): Promise<Ping> {
    return this.call('POST', '/v1/pings', ping);
  }

  post(pingId: string, lead: object): Promise<{ buyer_id: string | null; lead: Lead }> {
    return this.call('POST', `/v1/pings/${pingId}/post`, lead);
  }

  async readTimeline(id: string): Promise<TimelineEntry[]> {
    return (await this.call<{ data: TimelineEntry[] }>('GET', `/v1/leads/${id}/timeline`)).data;
  }

  private call<T>(method: string, path: string, body?: object): Promise<T> {
    return callApi<T>(this.access, { method, path, body });
  }
}
