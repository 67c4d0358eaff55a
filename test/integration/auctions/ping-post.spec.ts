import { expectProblem } from '../../support/problem';
import { createSecondAccount } from '../../support/second-account';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { Bidders, bidding, ping } from './bidding-buyer';

const CONSENT = {
  consent_timestamp: '2026-07-05T12:00:00Z',
  consent_text_version: 'webform-v2',
  source_url: 'https://example.com/quote',
};

let lastPhone = 2_145_551_000;
const aLead = (more: object = {}) => ({
  first_name: 'Jane',
  phone: String(++lastPhone),
  consent: CONSENT,
  ...more,
});

describe('the post of a ping', () => {
  let test: TestPlatform;
  const bidders = new Bidders(() => test);
  let winner: string;

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api' });
  });

  beforeEach(async () => {
    winner = (await bidders.add(bidding(20))).id;
  });

  afterEach(() => bidders.clear());
  afterAll(() => test.close());

  const post = (pingId: string, lead: object) => test.api.post(`/v1/pings/${pingId}/post`, lead);
  const statusOf = async (pingId: string) =>
    (await test.api.get(`/v1/pings/${pingId}`)).body.status as string;
  const leadsWith = (phone: string) =>
    test.database.query<{ id: string; door: string; reserved_buyer_id: string; step: string }>(
      'SELECT id, door, reserved_buyer_id, step FROM leads WHERE phone = $1',
      [`+1${phone}`],
    );

  it('stores the lead with its event, reserved for the winner', async () => {
    const { id } = await ping(test.api);
    const lead = aLead();
    const { body } = await post(id, lead).expect(201);
    expect(body).toMatchObject({
      ping_id: id,
      buyer_id: winner,
      lead: { status: 'accepted', phone: `+1${lead.phone}`, first_name: 'Jane', eligible: true },
    });
    expect(await leadsWith(lead.phone)).toEqual([
      { id: body.lead.id, door: 'ping', reserved_buyer_id: winner, step: 'verify' },
    ]);
    const events = await test.database.query(
      `SELECT type FROM events JOIN lead_events ON event_id = events.id WHERE lead_id = $1 AND type = 'lead.submitted'`,
      [body.lead.id],
    );
    expect(events).toHaveLength(1);
    const { body: posted } = await test.api.get(`/v1/pings/${id}`).expect(200);
    expect(posted).toMatchObject({ status: 'posted', lead_id: body.lead.id, winner: { buyer_id: winner } });
  });

  it('is told with its auction on the timeline of the lead', async () => {
    const { id } = await ping(test.api);
    const { body: posted } = await post(id, aLead()).expect(201);
    const { body: timeline } = await test.api.get(`/v1/leads/${posted.lead.id}/timeline`).expect(200);
    const types = timeline.data.map(({ type }: { type: string }) => type);
    expect(types).toEqual(['offered', 'sold', 'submitted']);
  });

  it('takes state and source from the ping, and no other ones', async () => {
    const { id } = await ping(test.api, { state: 'TX', source: 'tv' });
    expectProblem(await post(id, aLead({ state: 'FL' })), { code: 'RULE_VIOLATED', pointers: ['/state'] });
    expectProblem(await post(id, aLead({ source: 'web' })), { code: 'RULE_VIOLATED', pointers: ['/source'] });
    const { body } = await post(id, aLead()).expect(201);
    expect(body.lead).toMatchObject({ state: 'TX', source: 'tv' });
  });

  it('may say again what the ping said, and add what it did not', async () => {
    const { id: said } = await ping(test.api, { state: 'TX', source: 'tv' });
    await post(said, aLead({ state: 'Texas', source: 'tv' })).expect(201);
    const { id: unsaid } = await ping(test.api, { state: undefined, source: undefined });
    const { body } = await post(unsaid, aLead({ state: 'FL', source: 'web' })).expect(201);
    expect(body.lead).toMatchObject({ state: 'FL', source: 'web' });
  });

  it('happens once: a second one gets the lead of the first', async () => {
    const { id } = await ping(test.api);
    const first = await post(id, aLead()).expect(201);
    const other = aLead();
    const again = await post(id, other).expect(200);
    expect(again.body).toMatchObject({ ping_id: id, buyer_id: winner, lead: { id: first.body.lead.id } });
    expect(await leadsWith(other.phone)).toEqual([]);
  });

  it('happens once under many at the same time', async () => {
    const { id } = await ping(test.api);
    const lead = aLead();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => post(id, n % 2 ? lead : aLead()).then((answer) => answer)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
    expect(new Set(answers.map(({ body }) => body.lead.id)).size).toBe(1);
    const [{ leads } = { leads: 0 }] = await test.database.query<{ leads: number }>(
      'SELECT count(*)::integer AS leads FROM leads WHERE reserved_buyer_id = $1',
      [winner],
    );
    expect(leads).toBe(1);
  });

  it('sells no lead that may not be contacted, and may then be tried again', async () => {
    const { id } = await ping(test.api);
    const lead = aLead({ consent: undefined });
    const refused = await post(id, lead);
    expectProblem(refused, { code: 'RULE_VIOLATED', pointers: ['/consent'] });
    expect(refused.body.errors[0].detail).toContain('no_consent');
    expect(await leadsWith(lead.phone)).toEqual([]);
    expect(await statusOf(id)).toBe('won');
    await post(id, { ...lead, consent: CONSENT }).expect(201);
  });

  it('sells no lead on the suppression list', async () => {
    const { id } = await ping(test.api);
    const lead = aLead();
    await test.api.post('/v1/suppressions', { phone: lead.phone }).expect(201);
    expectProblem(await post(id, lead), { code: 'RULE_VIOLATED', pointers: ['/phone'] });
    expect(await leadsWith(lead.phone)).toEqual([]);
  });

  it('hands over no lead that the account knows already', async () => {
    const known = aLead();
    const { id: first } = await ping(test.api);
    const { body: earlier } = await post(first, known).expect(201);
    const { id } = await ping(test.api);
    const { body } = await post(id, known).expect(200);
    expect(body).toMatchObject({
      ping_id: id,
      buyer_id: null,
      lead: { id: earlier.lead.id, status: 'duplicate' },
    });
    expect(await leadsWith(known.phone)).toHaveLength(1);
    expect(await statusOf(id)).toBe('won');
    await post(id, aLead()).expect(201);
  });

  it('is refused where nobody won', async () => {
    const { id } = await ping(test.api, { floor_price: 21 });
    expectProblem(await post(id, aLead()), { code: 'RULE_VIOLATED' });
  });

  it('is refused while the auction runs, and once it is too late', async () => {
    const { id } = await ping(test.api);
    const lead = aLead();
    await test.database.query(`UPDATE pings SET status = 'open' WHERE id = $1`, [id]);
    expectProblem(await post(id, lead), { code: 'RULE_VIOLATED' });
    await test.database.query(
      `UPDATE pings SET status = 'won', post_expires_at = now() - interval '1 second' WHERE id = $1`,
      [id],
    );
    expectProblem(await post(id, lead), { code: 'RULE_VIOLATED' });
    expect(await leadsWith(lead.phone)).toEqual([]);
  });

  it('is refused when the winner was deleted', async () => {
    const { id } = await ping(test.api);
    await test.api.delete(`/v1/buyers/${winner}`).expect(204);
    const lead = aLead();
    expectProblem(await post(id, lead), { code: 'RULE_VIOLATED' });
    expect(await leadsWith(lead.phone)).toEqual([]);
  });

  it('is for the account of the ping only', async () => {
    const { id } = await ping(test.api);
    const { api: stranger } = await createSecondAccount(test);
    expectProblem(await stranger.post(`/v1/pings/${id}/post`, aLead()), { code: 'NOT_FOUND' });
    expect(await statusOf(id)).toBe('won');
    expectProblem(await post(id, { phone: 'nope' }), { code: 'VALIDATION_FAILED', pointers: ['/phone'] });
  });
});
