import { type FormatName } from '../../../src/features/connectors';
import { Receiver } from '../../support/receiver';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';

describe('the pace of a destination', () => {
  let test: TestPlatform;
  let receiver: Receiver;

  beforeAll(async () => {
    test = await startTestPlatform();
  });

  afterAll(() => test.close());

  beforeEach(async () => {
    receiver = await Receiver.start();
  });

  afterEach(() => receiver.stop());

  const publish = async (format: FormatName, count: number): Promise<string> => {
    const webhook = { url: receiver.url, events: ['ping.received'], format, retry_schedule_seconds: [1] };
    const { body } = await test.api.post('/v1/webhooks', webhook).expect(201);
    const events = Array.from({ length: count }, () => ({
      type: 'ping.received',
      data: { ping_id: 'ping_1' },
    }));
    await test.api.post('/v1/events/batch', { events }).expect(202);
    return body.id;
  };

  /** @returns how many attempts each of the deliveries took, once they have all succeeded */
  const untilDelivered = async (webhookId: string, count: number): Promise<number[]> =>
    waitFor('the deliveries to succeed', async () => {
      const list = await test.api.get(`/v1/deliveries?webhook_id=${webhookId}&status=success`).expect(200);
      const deliveries = list.body.data as { attempt_count: number }[];
      return deliveries.length === count && deliveries.map(({ attempt_count: attempts }) => attempts);
    });

  it('is kept by waiting, which costs no attempt', async () => {
    receiver.answerWith((response) => response.end('ok'));
    const webhookId = await publish('slack', 7);
    const received = await receiver.waitForCount(7, 30_000);
    // Three at once, then one a second: the last one's turn is four seconds after the first.
    expect(received.at(-1)!.atMs - received[0]!.atMs).toBeGreaterThan(2_000);
    expect(await untilDelivered(webhookId, 7)).toEqual(Array(7).fill(1));
  });

  it('stops for all messages when one is refused for their number', async () => {
    receiver.answerWith((response) => response.writeHead(429, { 'retry-after': '5' }).end(), 204);
    const webhookId = await publish('discord', 6);
    const received = await receiver.waitForCount(7, 30_000);
    // Five went at once; without the pause the sixth would come after 2.4 s.
    expect(received[5]!.atMs - received[0]!.atMs).toBeGreaterThanOrEqual(4_900);
    const attempts = await untilDelivered(webhookId, 6);
    expect(attempts.filter((count) => count === 1)).toHaveLength(5);
    expect(attempts).toContain(2);
  });
});
