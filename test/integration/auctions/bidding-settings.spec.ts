import { expectProblem } from '../../support/problem';
import { createSecondAccount } from '../../support/second-account';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { aBuyer } from '../webhooks/a-buyer';
import { putBidding } from './bidding-buyer';

const URL = 'http://127.0.0.1:9/bids';
const OWN_SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;

describe('the bidding settings of a buyer', () => {
  let test: TestPlatform;

  beforeAll(async () => {
    test = await startTestPlatform({ ROLE: 'api' });
  });

  afterAll(() => test.close());

  it('are set, shown with their secret, and removed', async () => {
    const { id } = await aBuyer(test.api, 'acme');
    const { body } = await putBidding(test, id, { url: URL }).expect(200);
    expect(body).toEqual({
      url: URL,
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
      created: expect.any(String),
      updated: expect.any(String),
    });
    expect((await test.api.get(`/v1/buyers/${id}/bidding`).expect(200)).body).toEqual(body);
    await test.api.delete(`/v1/buyers/${id}/bidding`).expect(204);
    expectProblem(await test.api.get(`/v1/buyers/${id}/bidding`), { code: 'NOT_FOUND' });
    expectProblem(await test.api.delete(`/v1/buyers/${id}/bidding`), { code: 'NOT_FOUND' });
  });

  it('keep the secret when they change, unless another is given', async () => {
    const { id } = await aBuyer(test.api, 'keeps');
    const { body: first } = await putBidding(test, id, { url: URL }).expect(200);
    const { body: moved } = await putBidding(test, id, { url: `${URL}/2` }).expect(200);
    expect(moved).toMatchObject({ url: `${URL}/2`, secret: first.secret, created: first.created });
    const { body: own } = await putBidding(test, id, { url: URL, secret: OWN_SECRET }).expect(200);
    expect(own.secret).toBe(OWN_SECRET);
    expect((await test.api.get(`/v1/buyers/${id}/bidding`)).body.secret).toBe(OWN_SECRET);
  });

  it('keep the secret sealed in the database', async () => {
    const { id } = await aBuyer(test.api, 'sealed');
    await putBidding(test, id, { url: URL, secret: OWN_SECRET }).expect(200);
    const [row] = await test.database.query<{ sealed_secret: Buffer }>(
      'SELECT sealed_secret FROM bidders WHERE buyer_id = $1',
      [id],
    );
    expect(row!.sealed_secret.includes(OWN_SECRET)).toBe(false);
  });

  it.each([
    ['an address that is never called', { url: 'http://10.0.0.1/bids' }, 'URL_NOT_ALLOWED', '/url'],
    ['metadata of a cloud', { url: 'http://169.254.169.254/latest' }, 'URL_NOT_ALLOWED', '/url'],
    ['no URL', { url: 'nope' }, 'VALIDATION_FAILED', '/url'],
    ['a bad secret', { url: URL, secret: 'whsec_short' }, 'VALIDATION_FAILED', '/secret'],
    ['unknown fields', { url: URL, events: ['*'] }, 'VALIDATION_FAILED', '/events'],
  ] as const)('refuse %s', async (_what, body, code, pointer) => {
    await test.api.post('/v1/buyers', { id: 'refused', name: 'R' });
    expectProblem(await putBidding(test, 'refused', body), { code, pointers: [pointer] });
    expectProblem(await test.api.get('/v1/buyers/refused/bidding'), { code: 'NOT_FOUND' });
  });

  it('go with the buyer', async () => {
    const { id } = await aBuyer(test.api, 'leaves');
    await putBidding(test, id, { url: URL }).expect(200);
    await test.api.delete(`/v1/buyers/${id}`).expect(204);
    expect(await test.database.query('SELECT 1 FROM bidders WHERE buyer_id = $1', [id])).toEqual([]);
  });

  it('are for the buyer and its account only, and for keys that may see secrets', async () => {
    const mine = await aBuyer(test.api, 'mine');
    const other = await aBuyer(test.api, 'other');
    const { api: stranger } = await createSecondAccount(test);
    const { body: reader } = await test.api
      .post('/v1/api-keys', { name: 'Reader', scopes: ['webhooks:read', 'leads:write'] })
      .expect(201);
    await putBidding(test, mine.id, { url: URL }).expect(200);
    await mine.api.get(`/v1/buyers/${mine.id}/bidding`).expect(200);
    expectProblem(await other.api.get(`/v1/buyers/${mine.id}/bidding`), { code: 'NOT_FOUND' });
    expectProblem(await other.api.delete(`/v1/buyers/${mine.id}/bidding`), { code: 'NOT_FOUND' });
    expectProblem(await stranger.get(`/v1/buyers/${mine.id}/bidding`), { code: 'NOT_FOUND' });
    expectProblem(await stranger.delete(`/v1/buyers/${mine.id}/bidding`), { code: 'NOT_FOUND' });
    expectProblem(await test.api.as(reader.key).get(`/v1/buyers/${mine.id}/bidding`), { code: 'FORBIDDEN' });
    expectProblem(await putBidding(test, 'nobody', { url: URL }), { code: 'NOT_FOUND' });
  });
});
