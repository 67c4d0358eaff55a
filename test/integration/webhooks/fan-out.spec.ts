import { createSecondAccount } from '../../support/second-account';
import { type Api, startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { aBuyer } from './a-buyer';

/** Who gets an event: the rules of the fan-out, seen in the deliveries that a publish makes. */
describe('fan-out', () => {
  let test: TestPlatform;
  let api: Api;

  beforeAll(async () => {
    // Nothing is attempted: what counts is which deliveries there are.
    test = await startTestPlatform({ ROLE: 'api' });
  });

  afterAll(() => test.close());

  beforeEach(async () => {
    api = (await createSecondAccount(test)).api;
  });

  const register = async (name: string, fields: object, by = api) => {
    const asked = { url: 'http://127.0.0.1:9/', description: name, ...fields };
    return (await by.post('/v1/webhooks', asked).expect(201)).body.id as string;
  };
  const registerType = (name: string) =>
    api.post('/v1/event-types', { name, description: 'Registered by the test' }).expect(201);
  /** Publishes and says who gets it, by the names of the webhooks. */
  const receiversOf = async (type: string, fields: object = {}, by = api) => {
    const { body: event } = await by.post('/v1/events', { type, data: {}, ...fields }).expect(202);
    const rows = await test.database.query<{ name: string }>(
      `SELECT w.description AS name FROM deliveries d JOIN webhooks w ON w.id = d.webhook_id
       WHERE d.event_id = $1 ORDER BY 1`,
      [event.id],
    );
    expect(event.deliveries).toBe(rows.length);
    return rows.map(({ name }) => name);
  };

  it('goes by exact type, by prefix at every depth, and by star', async () => {
    await registerType('lead.scored.high');
    await registerType('leads.merged');
    await register('exact', { events: ['lead.verified'] });
    await register('exact nested', { events: ['lead.scored.high'] });
    await register('prefix', { events: ['lead.*'] });
    await register('nested prefix', { events: ['lead.scored.*'] });
    await register('star', { events: ['*'] });
    await register('other', { events: ['bid.won'] });
    expect(await receiversOf('lead.verified')).toEqual(['exact', 'prefix', 'star']);
    expect(await receiversOf('lead.scored.high')).toEqual([
      'exact nested',
      'nested prefix',
      'prefix',
      'star',
    ]);
    expect(await receiversOf('leads.merged')).toEqual(['star']);
    expect(await receiversOf('bid.won')).toEqual(['other', 'star']);
  });

  it('gives a webhook one delivery however many of its patterns match', async () => {
    await register('greedy', { events: ['lead.verified', 'lead.*', '*'] });
    expect(await receiversOf('lead.verified')).toEqual(['greedy']);
  });

  it('gives buyers their own events only, and webhooks without buyer everything', async () => {
    const first = await aBuyer(api, 'first');
    await aBuyer(api, 'second');
    await register('account', { events: ['*'] });
    await register('first', { events: ['*'], buyer_id: 'first' });
    await register('second', { events: ['*'], buyer_id: 'second' });
    expect(await receiversOf('lead.verified')).toEqual(['account']);
    expect(await receiversOf('lead.verified', { buyer_id: 'first' })).toEqual(['account', 'first']);
    expect(await receiversOf('lead.verified', { buyer_id: 'second' })).toEqual(['account', 'second']);
    expect(await receiversOf('lead.verified', {}, first.api)).toEqual(['account', 'first']);
  });

  it('leaves out disabled and deleted webhooks from the next event on', async () => {
    const disabled = await register('disabled', { events: ['*'] });
    const deleted = await register('deleted', { events: ['*'] });
    await register('active', { events: ['*'] });
    expect(await receiversOf('lead.verified')).toEqual(['active', 'deleted', 'disabled']);
    await api.patch(`/v1/webhooks/${disabled}`, { status: 'disabled' }).expect(200);
    await api.delete(`/v1/webhooks/${deleted}`).expect(204);
    expect(await receiversOf('lead.verified')).toEqual(['active']);
    await api.patch(`/v1/webhooks/${disabled}`, { status: 'active' }).expect(200);
    expect(await receiversOf('lead.verified')).toEqual(['active', 'disabled']);
  });

  it('follows a change of patterns and of buyer at once', async () => {
    await aBuyer(api, 'mover');
    const id = await register('moving', { events: ['bid.won'] });
    expect(await receiversOf('lead.verified')).toEqual([]);
    await api.patch(`/v1/webhooks/${id}`, { events: ['lead.*'] }).expect(200);
    expect(await receiversOf('lead.verified')).toEqual(['moving']);
    await api.patch(`/v1/webhooks/${id}`, { buyer_id: 'mover' }).expect(200);
    expect(await receiversOf('lead.verified')).toEqual([]);
    expect(await receiversOf('lead.verified', { buyer_id: 'mover' })).toEqual(['moving']);
  });

  it('stays within the account', async () => {
    const stranger = (await createSecondAccount(test)).api;
    await register('theirs', { events: ['*'] }, stranger);
    await register('ours', { events: ['*'] });
    expect(await receiversOf('lead.verified')).toEqual(['ours']);
  });
});
