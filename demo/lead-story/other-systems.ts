import { createHmac } from 'node:crypto';
import { type ApiAccess } from '../story/call-api';
import { type CrmAnswer, type StreamsynqAnswer } from './lead-api';

/** What a system on the other side of a door was answered. */
export interface Answered<T> {
  status: number;
  body: T;
}

export interface SignedLead {
  userId: string;
  /** The body, byte for byte. */
  text: string;
  signature: string;
}

/** `X-Streamsynq-Signature`: HMAC-SHA256 of the raw body, in hexadecimal. */
export function signBody(text: string, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}

/** A lead from a portal, by door 2. */
export function pushLead(
  access: ApiAccess,
  { userId, text, signature }: SignedLead,
): Promise<Answered<StreamsynqAnswer>> {
  const headers = { 'x-streamsynq-signature': signature };
  return post(access, { path: `/api/webhooks/lead?user_id=${userId}`, headers, text });
}

/** News of a lead from a CRM, by door 3. */
export function tellNews(access: ApiAccess, news: object, secret: string): Promise<Answered<CrmAnswer>> {
  return post(access, {
    path: '/webhooks/crm/lead',
    headers: { 'x-api-key': secret },
    text: JSON.stringify(news),
  });
}

interface Post {
  path: string;
  headers: Record<string, string>;
  text: string;
}

async function post<T>({ url, signal }: ApiAccess, { path, headers, text }: Post): Promise<Answered<T>> {
  const response = await fetch(url + path, {
    method: 'POST',
    signal,
    headers: { 'content-type': 'application/json', ...headers },
    body: text,
  });
  return { status: response.status, body: (await response.json()) as T };
}
