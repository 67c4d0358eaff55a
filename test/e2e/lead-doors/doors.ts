import { createHmac } from 'node:crypto';
import { callRaw, type RawAnswer } from '../../support/raw-http';
import { type Received, type Receiver } from '../../support/receiver';
import { type Api, type TestPlatform } from '../../support/test-platform';

/** The body of the sample request in seed 000, character for character. */
export const STREAMSYNQ_SAMPLE = `{
"source": "realtor_com",
"name": "Aiden Park",
"email": "aiden.park@gmail.com",
"phone": "+18135552001",
"property_address": "4521 Bayshore Blvd, Tampa FL 33611",
"inquiry_message": "Saw your listing — wondering about HOA fees",
"buyer_or_seller": "buyer",
"timeline": "0-30d"
}`;

/** The body of the sample request in seed 001, character for character. */
export const CRM_SAMPLE = `{
"crm_lead_id": "crm-abc-456",
"event_type": "status_changed",
"status": "qualified",
"updated_at": "2026-03-05T10:00:00Z"
}`;

type Headers = Record<string, string>;

export function postLead(url: string, userId: string, body: string | object, headers: Headers = {}) {
  return callRaw(url, {
    path: `/api/webhooks/lead?user_id=${userId}`,
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export function postCrm(url: string, body: string | object, headers: Headers = {}) {
  return callRaw(url, {
    path: '/webhooks/crm/lead',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export function put({ url }: Api, key: string, path: string, body: object): Promise<RawAnswer> {
  return callRaw(url, {
    method: 'PUT',
    path,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  });
}

export function sign(secret: string, body: string): Headers {
  return { 'x-streamsynq-signature': createHmac('sha256', secret).update(body, 'utf8').digest('hex') };
}

export function jsonOf({ status, text }: RawAnswer): Record<string, unknown> {
  expect({ status, text }).toMatchObject({ status: 200 });
  return JSON.parse(text) as Record<string, unknown>;
}

/** The row of a lead as it is stored. */
export async function storedLead(test: TestPlatform, id: unknown): Promise<Record<string, unknown>> {
  const [row] = await test.database.query<Record<string, unknown>>('SELECT * FROM leads WHERE id = $1', [id]);
  return row!;
}

export async function subscribe(test: TestPlatform, receiver: Receiver, events: string[]): Promise<void> {
  await test.api.post('/v1/webhooks', { url: receiver.url, events }).expect(201);
}

interface EventBody {
  type: string;
  data: Record<string, unknown>;
}

export function eventOf({ body }: Received): EventBody {
  return JSON.parse(body) as EventBody;
}
