import { Receiver } from '../../support/receiver';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { Bidders, bidding, ping } from './bidding-buyer';

const LEAD = {
  phone: '2145552001',
  first_name: 'Jane',
  consent: {
    consent_timestamp: '2026-07-05T12:00:00Z',
    consent_text_version: 'webform-v2',
    source_url: 'https://example.com/quote',
  },
};

describe('a lead that was sold', () => {
  let test: TestPlatform;
  let hooks: Receiver;
  const bidders = new Bidders(() => test);

  beforeAll(async () => {
    test = await startTestPlatform();
    hooks = await Receiver.start();
  });

  afterAll(async () => {
    await bidders.clear();
    await hooks.stop();
    await test.close();
  });

  it('reaches the winner, whoever else would take it', async () => {
    const winner = await bidders.add(bidding(20));
    const eager = await bidders.add(bidding(15), { targeting: { weight: 100 } });
    for (const { id } of [winner, eager]) {
      const url = new URL(`/${id}`, hooks.url).href;
      await test.api.post('/v1/webhooks', { url, events: ['bid.*', 'lead.*'], buyer_id: id }).expect(201);
    }
    const { id } = await ping(test.api);
    const { body } = await test.api.post(`/v1/pings/${id}/post`, LEAD).expect(201);
    await hooks.waitForCount(2);
    const got = hooks.received.map(({ path, body: text }) => ({ path, event: JSON.parse(text) }));
    expect(got.map(({ path, event }) => `${path} ${event.type}`).toSorted()).toEqual([
      `/${winner.id} bid.won`,
      `/${winner.id} lead.distributed`,
    ]);
    const { data } = got.find(({ event }) => event.type === 'lead.distributed')!.event;
    expect(data).toMatchObject({ lead_id: body.lead.id, buyer_id: winner.id, phone: '+12145552001' });
  });
});
