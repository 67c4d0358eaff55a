import { type OutboundOutcome } from '../outbound-http';
import { type DoNotCallAnswer } from './registry-client';

/** What a request to the registry came to; `reason` says in a word why nothing was learnt. */
export type RegistryReading =
  | { answer: Exclude<DoNotCallAnswer, 'unknown'> }
  | { answer: 'unknown'; reason: string; statusCode?: number };

/** Only 200 with the whole of `{"listed": true}` or `{"listed": false}` is an answer; other members may be there. */
export function readRegistryAnswer(outcome: OutboundOutcome): RegistryReading {
  switch (outcome.kind) {
    case 'response':
      return readResponse(outcome);
    case 'error':
      return { answer: 'unknown', reason: outcome.error.code };
    case 'aborted':
      return { answer: 'unknown', reason: 'SHUTTING_DOWN' };
    default:
      return outcome satisfies never;
  }
}

function readResponse(response: Extract<OutboundOutcome, { kind: 'response' }>): RegistryReading {
  const { statusCode, body, bodyTruncated } = response;
  if (statusCode !== 200) return { answer: 'unknown', reason: 'HTTP_STATUS', statusCode };
  if (bodyTruncated) return { answer: 'unknown', reason: 'TOO_LARGE', statusCode };
  const isListed = listedOf(body.toString('utf8'));
  if (isListed === null) return { answer: 'unknown', reason: 'NOT_UNDERSTOOD', statusCode };
  return { answer: isListed ? 'listed' : 'clear' };
}

function listedOf(text: string): boolean | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('listed' in value)) return null;
    return typeof value.listed === 'boolean' ? value.listed : null;
  } catch {
    return null;
  }
}
