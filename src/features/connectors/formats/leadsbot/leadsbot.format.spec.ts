import crypto from 'node:crypto';
import { formatSecret } from '../../../../core/signing';
import { BUILTIN_NAMES, encodedSample } from '../../../../../test/support/formats/encode-sample';
import { leadsbotFormat } from './leadsbot.format';
import sample from './sample.json';

const SECRET = formatSecret(new Uint8Array(32).fill(9));
const OLD_SECRET = formatSecret(new Uint8Array(32).fill(8));

/** Verifies the way the LeadsBot document tells its receivers to. */
function isAccepted(rawBody: string, signature: string, secret: string): boolean {
  const computed = crypto.createHmac('sha256', secret);
  const expected = Buffer.from(computed.update(rawBody).digest('hex'));
  const received = Buffer.from(signature);
  // timingSafeEqual throws on unequal lengths, as it would at the receiver.
  return crypto.timingSafeEqual(received, expected);
}

function signatureOf(body: string, ...secrets: string[]): string {
  const headers = leadsbotFormat.sign({ secrets, eventId: 'evt_1', timestamp: 1_768_473_000, body });
  expect(headers).toEqual({ 'webhook-id': 'evt_1', 'x-leadsbot-signature': expect.any(String) as unknown });
  return headers['x-leadsbot-signature'] ?? '';
}

async function eventNameOf(type: string, data?: Record<string, unknown>): Promise<unknown> {
  const { body } = await encodedSample(leadsbotFormat, { type, data });
  return (JSON.parse(body) as { event: unknown }).event;
}

describe('leadsbotFormat', () => {
  it('writes its sample', async () => {
    const encoded = await encodedSample(leadsbotFormat, { type: 'lead.submitted' });
    expect(encoded).toEqual({ contentType: 'application/json', body: JSON.stringify(sample), headers: {} });
  });

  it.each([
    ['lead.submitted', 'lead.created'],
    ['lead.verified', 'lead.status_changed'],
    ['lead.distributed', 'lead.status_changed'],
    ['lead.crm_updated', 'lead.status_changed'],
    ['lead.call_requested', 'workflow.activity'],
    ['delivery.failed', 'delivery.failed'],
    ['order.paid', 'order.paid'],
    ['constructor.name', 'constructor.name'],
  ])('calls %s %s', async (type, name) => {
    expect(await eventNameOf(type)).toBe(name);
  });

  it.each([
    ['reply', 'lead.replied'],
    ['created', 'lead.created'],
    ['task_done', 'workflow.activity'],
    ['constructor', 'workflow.activity'],
  ])('calls %s from a CRM %s', async (event_type, name) => {
    expect(await eventNameOf('lead.crm_updated', { event_type })).toBe(name);
  });

  it('gives name and score without replacing what the data says', async () => {
    const data = { first_name: 'Dana', last_name: 'Reyes', name: 'D. Reyes', quality_score: 88 };
    const { body } = await encodedSample(leadsbotFormat, { type: 'lead.distributed', data });
    expect(JSON.parse(body)).toMatchObject({ data: { ...data, score: 88 } });
  });

  it.each(BUILTIN_NAMES)('signs %s so that the documented receiver accepts it', async (type) => {
    const { body } = await encodedSample(leadsbotFormat, { type });
    const signature = signatureOf(body, SECRET);
    expect(isAccepted(body, signature, SECRET)).toBe(true);
    expect(isAccepted(`${body} `, signature, SECRET)).toBe(false);
  });

  it('signs with the current secret only, since the header holds one signature', () => {
    const signature = signatureOf('{}', SECRET, OLD_SECRET);
    expect(isAccepted('{}', signature, SECRET)).toBe(true);
    expect(isAccepted('{}', signature, OLD_SECRET)).toBe(false);
  });

  it('sends what a mapping gives', async () => {
    const mapping = '{"event": "lead.created", "data": {"email": event.data.email}}';
    const { body } = await encodedSample(leadsbotFormat, { type: 'lead.submitted', mapping });
    expect(body).toBe('{"event":"lead.created","data":{"email":"dana.reyes@example.com"}}');
  });

  it('refuses to leave anything unsigned', () => {
    expect(() => signatureOf('{}')).toThrow(RangeError);
  });
});
