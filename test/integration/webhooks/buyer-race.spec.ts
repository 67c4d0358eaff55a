import { Client } from 'pg';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';
import { aBuyer } from './a-buyer';

const WEBHOOK = { url: 'http://127.0.0.1:9/', events: ['*'] };

/**
 * The story: a webhook was registered for a buyer while another call deleted that buyer. The buyer was
 * looked up before its row went, the webhook was stored after; it stayed behind, active, for nobody.
 */
describe('a webhook for a buyer who is being deleted', () => {
  let test: TestPlatform;
  let deletion: Client;

  beforeEach(async () => {
    test = await startTestPlatform({ ROLE: 'api' });
    deletion = new Client({ connectionString: test.database.url });
    await deletion.connect();
  });

  afterEach(async () => {
    await deletion.end();
    await test.close();
  });

  /** Deletes the buyer in a transaction that stays open while `call` is answered or waits. */
  const duringDeletion = async <T extends { status: number }>(buyerId: string, call: () => Promise<T>) => {
    await deletion.query('BEGIN');
    await deletion.query('SELECT 1 FROM buyers WHERE id = $1 FOR UPDATE', [buyerId]);
    let isAnswered = false;
    const answer = call().finally(() => (isAnswered = true));
    await waitFor('the call to be answered or to wait for the buyer', async () => {
      const waiting = await test.database.query(
        `SELECT 1 FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND state = 'active'`,
      );
      return isAnswered || waiting.length > 0;
    });
    await deletion.query('DELETE FROM buyers WHERE id = $1', [buyerId]);
    await deletion.query('COMMIT');
    return answer;
  };
  const orphans = () =>
    test.database.query(
      `SELECT w.id FROM webhooks w WHERE buyer_id IS NOT NULL AND deleted_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM buyers b WHERE b.account_id = w.account_id AND b.id = w.buyer_id)`,
    );

  it('is refused', async () => {
    await test.api.post('/v1/buyers', { id: 'leaving', name: 'Leaving' }).expect(201);
    const answer = await duringDeletion('leaving', async () =>
      test.api.post('/v1/webhooks', { ...WEBHOOK, buyer_id: 'leaving' }),
    );
    expect(await orphans()).toEqual([]);
    expect(answer.status).toBe(422);
    expect(answer.body.code).toBe('UNKNOWN_BUYER');
  });

  it("is refused with the buyer's own key", async () => {
    const buyer = await aBuyer(test.api, 'leaving');
    const answer = await duringDeletion('leaving', async () => buyer.api.post('/v1/webhooks', WEBHOOK));
    expect(await orphans()).toEqual([]);
    expect(answer.status).toBe(422);
  });

  it('is not moved there', async () => {
    await test.api.post('/v1/buyers', { id: 'leaving', name: 'Leaving' }).expect(201);
    const { body: webhook } = await test.api.post('/v1/webhooks', WEBHOOK).expect(201);
    const answer = await duringDeletion('leaving', async () =>
      test.api.patch(`/v1/webhooks/${webhook.id}`, { buyer_id: 'leaving' }),
    );
    expect(await orphans()).toEqual([]);
    expect(answer.status).toBe(422);
  });
});
