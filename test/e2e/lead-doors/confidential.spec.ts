import { Logger } from '../../../src/platform/logging';
import { expectProblem } from '../../support/problem';
import { startTestPlatform, type TestPlatform } from '../../support/test-platform';
import { jsonOf, postCrm, postLead, put, sign } from './doors';

const STREAMSYNQ_SECRET = 'streamsynq-secret-of-ours';
const CRM_SECRET = 'crm-secret-of-the-account';
const OPERATORS_SECRET = 'crm-secret-of-the-operator';

/** Some CRMs know people by their address. */
const CRM_LEAD_ID = 'aiden@lake.example';

const LEAD = {
  source: 'zillow',
  source_lead_id: 'z-1',
  name: 'Aiden Park',
  email: 'aiden.park@gmail.com',
  phone: '+18135552001',
  property_address: '4521 Bayshore Blvd',
  inquiry_message: 'Wondering about HOA fees',
  metadata: { spouse: 'Robin Park' },
  unknown: 'Jamie Park',
};

/** Nobody's business but the customer's and his receivers'. */
const PRIVATE = [
  /park/i,
  /8135552001/,
  /bayshore/i,
  /HOA/,
  /qualified/,
  /divorced/,
  /lake\.example/,
  STREAMSYNQ_SECRET,
  CRM_SECRET,
  OPERATORS_SECRET,
  /[0-9a-f]{64}/,
];

describe('the log of the lead doors', () => {
  let test: TestPlatform;
  const lines: { stage: string; text: string }[] = [];

  beforeAll(async () => {
    for (const method of ['info', 'debug', 'warning', 'failure'] as const) {
      jest.spyOn(Logger.prototype, method).mockImplementation((...[stage, fields]) => {
        lines.push({ stage, text: JSON.stringify(fields, (_, value: unknown) => readable(value)) });
      });
    }
    test = await startTestPlatform({ ROLE: 'api', CRM_WEBHOOK_SECRET: OPERATORS_SECRET });
  });

  afterAll(async () => {
    await test.close();
    jest.restoreAllMocks();
  });

  it('has a line for each thing that happens, and nothing personal or secret in any', async () => {
    const { url } = test.platform;
    const streamsynq = '/v1/lead-sources/streamsynq';
    const { user_id: userId } = jsonOf(
      await put(test.api, test.key, streamsynq, { signing_secret: STREAMSYNQ_SECRET }),
    ) as { user_id: string };
    jsonOf(await put(test.api, test.key, '/v1/lead-sources/crm', { secret: CRM_SECRET }));

    const body = JSON.stringify(LEAD);
    const { lead_id: leadId } = jsonOf(await postLead(url, userId, body, sign(STREAMSYNQ_SECRET, body)));
    jsonOf(await postLead(url, userId, body, sign(STREAMSYNQ_SECRET, body)));
    expectProblem(await postLead(url, userId, body, sign('wrong', body)), { code: 'UNAUTHENTICATED' });
    const bad = JSON.stringify({ ...LEAD, phone: '8135552001' });
    expectProblem(await postLead(url, userId, bad, sign(STREAMSYNQ_SECRET, bad)), {
      code: 'VALIDATION_FAILED',
    });

    await test.api.patch(`/v1/leads/${leadId as string}`, { crm_lead_id: CRM_LEAD_ID }).expect(200);
    const news = {
      crm_lead_id: CRM_LEAD_ID,
      event_type: 'divorced',
      status: 'qualified',
      name: 'Aiden Park',
    };
    const asCrm = { authorization: `Bearer ${CRM_SECRET}` };
    jsonOf(await postCrm(url, news, asCrm));
    jsonOf(
      await postCrm(url, { ...news, crm_lead_id: 'robin@lake.example' }, { 'x-api-key': OPERATORS_SECRET }),
    );
    await test.api.post(`${streamsynq}/rotate`, {}).expect(200);

    const lineOf = (stage: string) =>
      JSON.parse(lines.find((line) => line.stage === stage)?.text ?? '{}') as object;
    expect(lineOf('lead.accepted')).toMatchObject({ door: 'streamsynq', lead_id: leadId });
    expect(lineOf('lead.duplicate')).toMatchObject({ door: 'streamsynq', lead_id: leadId });
    expect(lineOf('crm_news.stored')).toMatchObject({
      lead_id: leadId,
      activity_id: expect.stringMatching(/^crm_/),
      event_id: expect.stringMatching(/^evt_/),
    });
    expect(lineOf('crm_news.unmatched')).toEqual({
      account_id: expect.stringMatching(/^acct_/),
      crm_lead_hash: expect.stringMatching(/^[0-9a-f]{12}$/),
    });
    expect(lineOf('lead_source.updated')).toMatchObject({ source: 'streamsynq' });
    expect(lineOf('lead_source.secret_rotated')).toMatchObject({ source: 'streamsynq' });
    const leaks = lines.filter(({ text }) => PRIVATE.some((what) => new RegExp(what).test(text)));
    expect(leaks).toEqual([]);
  });
});

/** Errors show nothing of themselves as JSON, but a log line shows them whole. */
function readable(value: unknown): unknown {
  return value instanceof Error ? `${value.message} ${value.stack}` : value;
}
