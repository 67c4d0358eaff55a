import { type ApiSuite, openApiSuite } from './api-under-test';

const CHOSEN = `sk_live_${'b'.repeat(43)}`;

describe('the first account', () => {
  let suite: ApiSuite;

  beforeEach(async () => {
    suite = await openApiSuite();
  });

  afterEach(() => suite.close());

  it('is made once when several processes start together, and one of them shows its key', async () => {
    const apis = await Promise.all(Array.from({ length: 4 }, () => suite.start()));
    const shown = apis.flatMap(({ createdKey }) => createdKey ?? []);
    expect(new Set(apis.map(({ accountId }) => accountId)).size).toBe(1);
    expect(shown).toHaveLength(1);
    for (const api of apis) expect((await api.call('GET /v1/api-keys', { key: shown[0]! })).status).toBe(200);
  });

  it('takes the key the operator chose, shows it nowhere, and keeps it when the setting changes', async () => {
    const first = await suite.start({ env: { BOOTSTRAP_API_KEY: CHOSEN } });
    expect(first.createdKey).toBeNull();
    await first.close();

    const other = `sk_live_${'c'.repeat(43)}`;
    const second = await suite.start({ env: { BOOTSTRAP_API_KEY: other } });
    expect((await second.call('GET /v1/api-keys', { key: CHOSEN })).status).toBe(200);
    expect((await second.call('GET /v1/api-keys', { key: other })).status).toBe(401);
    await second.close();
  });
});
