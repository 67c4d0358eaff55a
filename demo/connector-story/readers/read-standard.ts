import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { type Facts, headerOf, type Keys, type ReceivedRequest } from '../visit';
import { leadFacts } from './lead-facts';

const TOLERANCE_SECONDS = 5 * 60;

/** Standard Webhooks 1.0.0 with an Ed25519 key: this receiver has no secret, only the published keys. */
export async function readStandard(request: ReceivedRequest, { jwksUrl }: Keys): Promise<Facts> {
  if (!isSignedBy(request, await fetchKeys(jwksUrl))) throw new Error('no published key has signed this');
  const age = Math.abs(Date.now() / 1000 - Number(headerOf(request, 'webhook-timestamp')));
  if (!(age <= TOLERANCE_SECONDS)) throw new Error('the signature is too old');
  const { type, timestamp, data } = JSON.parse(request.body) as Record<string, unknown>;
  if (typeof type !== 'string' || Number.isNaN(Date.parse(String(timestamp)))) {
    throw new Error('this is not {type, timestamp, data}');
  }
  return leadFacts(data as Record<string, unknown>);
}

async function fetchKeys(url: string): Promise<JsonWebKey[]> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the keys were answered with ${response.status}`);
  return ((await response.json()) as { keys: JsonWebKey[] }).keys;
}

function isSignedBy(request: ReceivedRequest, keys: readonly JsonWebKey[]): boolean {
  const [id, timestamp] = [headerOf(request, 'webhook-id'), headerOf(request, 'webhook-timestamp')];
  const message = Buffer.from(`${id}.${timestamp}.${request.body}`);
  const signatures = headerOf(request, 'webhook-signature')
    .split(' ')
    .filter((entry) => entry.startsWith('v1a,'))
    .map((entry) => Buffer.from(entry.slice('v1a,'.length), 'base64'));
  return keys
    .map((jwk) => createPublicKey({ key: jwk, format: 'jwk' }))
    .some((key) => signatures.some((signature) => verify(null, message, key, signature)));
}
