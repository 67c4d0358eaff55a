import { createHmac } from 'node:crypto';
import { headerOf, type ReceivedRequest } from '../visit';
import { isSame } from './is-same';

/**
 * `X-Synaptis-Signature` over the bytes as they came: for bodies that are not JSON.
 *
 * @throws Error when it does not match
 */
export function verifyRaw(request: ReceivedRequest, secret: string): void {
  const [, time, signature] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headerOf(request, 'x-synaptis-signature')) ?? [];
  const expected = createHmac('sha256', secret).update(`${time}.${request.body}`).digest('hex');
  if (!isSame(signature ?? '', expected)) throw new Error('X-Synaptis-Signature does not match');
}
