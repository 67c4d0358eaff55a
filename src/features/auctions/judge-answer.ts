import { judge, type SendOutcome } from '../../core/delivery';
import { scanJson } from '../../core/json';
import { type Bid } from './ping';
import { isPrice, MAX_PRICE } from './price';

export type BidAnswer = Pick<Bid, 'status' | 'price' | 'detail'>;

/** A bid is one number; whoever sends more than this means something else. */
const JSON_LIMITS = { maxDepth: 16, maxKeys: 200 };

const NO_BID: BidAnswer = { status: 'no_bid', price: null, detail: null };

/**
 * Reads a buyer's answer to a bid request. 204, or 2xx with `{"bid": null}`, is no bid; 2xx with
 * `{"bid": 12.5}` is one. More than two decimals are refused and not rounded: nobody pays another price
 * than the one they named.
 */
export function judgeAnswer(outcome: SendOutcome): BidAnswer {
  const verdict = judge(outcome);
  if (verdict.kind !== 'success') return { status: 'failed', price: null, detail: verdict.error.message };
  if (outcome.kind !== 'response' || outcome.statusCode === 204) return NO_BID;
  if (outcome.bodyTruncated) return invalid('The answer is longer than 16 KiB.');
  return judgeBody(outcome.body.toString('utf8'));
}

function judgeBody(text: string): BidAnswer {
  if (scanJson(text, JSON_LIMITS).kind !== 'ok') return invalid('The answer is not JSON that can be read.');
  const answer = JSON.parse(text) as unknown;
  const hasBid = typeof answer === 'object' && answer !== null && Object.hasOwn(answer, 'bid');
  if (!hasBid) return invalid('The answer is no object with a "bid".');
  const { bid } = answer as { bid: unknown };
  if (bid === null) return NO_BID;
  if (typeof bid !== 'number') return invalid('"bid" is neither a number nor null.');
  if (!isPrice(bid)) {
    return invalid(`"bid" is not between 0 and ${MAX_PRICE.toLocaleString('en')} with at most two decimals.`);
  }
  return { status: 'bid', price: bid, detail: null };
}

function invalid(detail: string): BidAnswer {
  return { status: 'invalid', price: null, detail };
}
