import { type ServerResponse } from 'node:http';
import request from 'supertest';
import { type Answer, Receiver } from '../../support/receiver';
import { type Api, type TestPlatform } from '../../support/test-platform';

/** A buyer with a real receiver as its bid URL. */
export interface BiddingBuyer {
  id: string;
  secret: string;
  receiver: Receiver;
}

interface Bidding {
  id: string;
  answer: Answer;
  targeting?: object;
}

/** Answers bid requests with this JSON, or this text as it is. */
export const answering = (body: unknown, delayMs = 0): ((response: ServerResponse) => void) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const send = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(text);
  };
  return (response) => {
    if (delayMs > 0) setTimeout(() => send(response), delayMs);
    else send(response);
  };
};

export const bidding = (bid: number | null, delayMs = 0) => answering({ bid }, delayMs);

/** Neither answers nor hangs up. */
export const silent = () => undefined;

export function putBidding(test: TestPlatform, buyerId: string, body: object, key = test.key) {
  return request(test.platform.url)
    .put(`/v1/buyers/${buyerId}/bidding`)
    .auth(key, { type: 'bearer' })
    .send(body);
}

export async function aBiddingBuyer(
  test: TestPlatform,
  { id, answer, targeting }: Bidding,
): Promise<BiddingBuyer> {
  await test.api.post('/v1/buyers', { id, name: id, ...(targeting && { targeting }) }).expect(201);
  const receiver = await Receiver.start();
  receiver.answerWith(answer);
  const { body } = await putBidding(test, id, { url: receiver.url }).expect(200);
  return { id, secret: body.secret as string, receiver };
}

/** Buyers that bid until `clear`, after which the account has no bidders again. */
export class Bidders {
  private readonly buyers: BiddingBuyer[] = [];
  private made = 0;

  constructor(private readonly test: () => TestPlatform) {}

  async add(answer: Answer, more: Partial<Bidding> = {}): Promise<BiddingBuyer> {
    const id = `bidder-${++this.made}-${process.hrtime.bigint().toString(36)}`;
    const buyer = await aBiddingBuyer(this.test(), { id, answer, ...more });
    this.buyers.push(buyer);
    return buyer;
  }

  async clear(): Promise<void> {
    for (const { id, receiver } of this.buyers.splice(0)) {
      await this.test().api.delete(`/v1/buyers/${id}`);
      await receiver.stop();
    }
  }
}

export const OFFER = { source: 'web', state: 'TX', attributes: { vertical: 'solar' }, floor_price: 10 };

/** As long as an auction may last: it ends sooner when all have answered, and none fails for a busy machine. */
export const AMPLE = { time_limit_ms: 5000 };

/** Holds an auction. @returns the ping as it was answered */
export async function ping(api: Api, offer: object = {}) {
  const { status, body } = await api.post('/v1/pings', { ...OFFER, ...AMPLE, ...offer });
  // Both, as the body says why there is no auction.
  expect({ status, body }).toMatchObject({ status: 201 });
  return body;
}
