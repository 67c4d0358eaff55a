import request from 'supertest';
import { type PlatformProcess, startPlatformProcess } from '../../support/platform-process';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';
import { AMPLE, Bidders, bidding, OFFER } from './bidding-buyer';

describe('a process that is killed during an auction', () => {
  let test: TestPlatform;
  let running: PlatformProcess;
  const bidders = new Bidders(() => test);

  beforeAll(async () => {
    test = await startTestPlatform();
    const env = { ROLE: 'api', LOG_LEVEL: 'info' };
    running = await startPlatformProcess(test, { name: 'postgres', redis: null }, env);
  }, 180_000);

  afterAll(async () => {
    await running.kill();
    await bidders.clear();
    await test.close();
  });

  const offer = (url: string, key: string) =>
    request(url)
      .post('/v1/pings')
      .auth(test.key, { type: 'bearer' })
      .set('Idempotency-Key', key)
      .send({ ...OFFER, ...AMPLE, attributes: { vertical: 'kept-out-of-logs' } });
  const countBids = async () => (await test.database.query('SELECT 1 FROM bids')).length;

  it('leaves a ping that is settled from the bids that were in, and remembered', async () => {
    const { id, receiver } = await bidders.add(bidding(20));
    await offer(running.url, 'whole').expect(201);
    await waitFor('the log to tell of both stages', () =>
      ['ping.received', 'bid.won'].every((stage) => running.output.includes(stage)),
    );
    expect(running.output).not.toContain('kept-out-of-logs');

    await bidders.add(() => {
      void waitFor('the other bid', async () => (await countBids()) === 2).then(() => running.kill());
    });
    await expect(offer(running.url, 'cut').then(() => 'answered')).rejects.toThrow('socket hang up');
    const again = await waitFor(
      'the auction to be settled',
      async () => {
        const answer = await offer(test.api.url, 'cut');
        return answer.status === 201 && answer;
      },
      // When its time is up, and the grace in which its process might settle it.
      { limitMs: 30_000, everyMs: 100 },
    );
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toMatchObject({ status: 'won', winner: { buyer_id: id, price: 20 } });
    expect(receiver.received).toHaveLength(2);
    const won = await test.database.query(
      `SELECT 1 FROM events WHERE type = 'bid.won' AND body LIKE '%' || $1 || '%'`,
      [again.body.id],
    );
    expect(won).toHaveLength(1);
  });
});
