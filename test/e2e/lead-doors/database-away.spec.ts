import { aPhone } from '../../support/lead-requests';
import { expectProblem } from '../../support/problem';
import { rowCounts } from '../../support/row-counts';
import { TcpProxy } from '../../support/tcp-proxy';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { waitFor } from '../../support/wait-for';
import { CRM_SAMPLE, jsonOf, postCrm, postLead } from './doors';

describe('the lead doors while PostgreSQL is away', () => {
  let test: TestPlatform;
  let proxy: TcpProxy;

  beforeAll(async () => {
    proxy = await TcpProxy.start(process.env['TEST_DATABASE_URL']!);
    test = await startTestPlatform({ ROLE: 'api' });
    await test.stop();
    await test.restart({
      DATABASE_URL: proxy.through(test.database.url),
      CRM_WEBHOOK_SECRET: 'the-secret-of-the-operator',
    });
  });

  afterAll(async () => {
    proxy.mend();
    await test.close();
    await proxy.stop();
  });

  it('answer 503, store nothing, and take the same request once it is back', async () => {
    const { url } = test.platform;
    const { body: door } = await test.api.get('/v1/lead-sources/streamsynq').expect(200);
    const lead = { source: 'idx', source_lead_id: 'i-1', phone: aPhone() };
    const post = () => postLead(url, door.user_id as string, lead);
    const tell = () => postCrm(url, CRM_SAMPLE, { 'x-api-key': 'the-secret-of-the-operator' });
    const before = await rowCounts(test.database);

    proxy.cut();
    for (const answer of await Promise.all([post(), tell()])) {
      expectProblem(answer, { code: 'UNAVAILABLE' });
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(await rowCounts(test.database)).toEqual(before);

    proxy.mend();
    await waitFor(
      'the database to be back',
      async () => (await test.api.get('/health/ready')).status === 200,
    );
    expect(jsonOf(await post())).toMatchObject({ orchestrator_action: 'call_initiated' });
    expect(jsonOf(await post())).toMatchObject({ orchestrator_reason: 'duplicate' });
    expect(jsonOf(await tell())).toMatchObject({ ok: true, stored: false });
  });
});
