import { type Check } from '../checks/check';
import { type Attempt } from '../story/platform-api';
import { type ConnectorDelivery, type Preview } from './connector-api';
import { type ConnectorEvidence, emptyConnectorEvidence, type Told } from './connector-evidence';
import { DESTINATIONS, TOO_MANY } from './destinations';
import { judgeContents } from './judge-contents';
import { judgeGallery } from './judge-gallery';
import { judgePreviews } from './judge-previews';
import { leadFacts } from './readers/lead-facts';
import { LEAD } from './samples';
import { HOT_LEADS } from './tell-filter';
import { COMMISSIONS } from './tell-held';
import { CRM } from './tell-mapping';
import { type Answer, type Facts, type ReceivedRequest, type Visit } from './visit';

const OK: Answer = { status: 200, body: 'Received.' };
const DOWN: Answer = { status: 503, body: '' };
const DETAIL = 'The mapping failed. It is at character 74 of the expression.';

const judge = (evidence: ConnectorEvidence): Check[] => [
  ...judgeGallery(evidence),
  ...judgeContents(evidence),
  ...judgePreviews(evidence),
];

function visit(facts: Facts, request: Partial<ReceivedRequest> = {}, answer = OK): Visit {
  const whole = { method: 'POST', url: '/', headers: {}, body: '{}', ...request };
  return { request: whole, reading: { kind: 'read', facts }, answer };
}

function delivery(name: string, parts: Partial<ConnectorDelivery> = {}): ConnectorDelivery {
  return {
    id: `dlv_${name}`,
    event_id: 'evt_1',
    event_type: 'lead.submitted',
    webhook_id: `wh_${name}`,
    status: 'success',
    attempt_count: 1,
    next_attempt_at: null,
    attempts: [],
    parked: false,
    parked_reason: null,
    parked_detail: null,
    ...parts,
  };
}

const told = (id: string, log: ConnectorDelivery[]): Told => ({
  event: { id, type: 'lead.submitted', created: '2026-01-15T10:30:00.000Z', deliveries: log.length },
  log,
});

/** Of a request as `visit` makes it. */
function previewed(method = 'POST', headers: Record<string, string> = {}): Preview {
  const request = { method, url: 'https://example.com/', headers, body: '{}' };
  return { request, sample_key: null, error: null, filter: null };
}

const FAILED: Preview = {
  request: null,
  sample_key: null,
  error: { message: DETAIL, position: 74 },
  filter: null,
};

const REFUSED = {
  number: 1,
  trigger: 'automatic',
  started_at: '2026-01-15T10:30:00.000Z',
  duration_ms: 1,
  status_code: 200,
  error: { code: 'REFUSED_BY_RECEIVER' },
} satisfies Attempt;

function contactVisit(signature: string, answer = OK): Visit {
  const facts = { ...leadFacts(LEAD), tags: 'TX, solar-south', source: 'web form', team: 'solar-south' };
  return visit(facts, { method: 'PUT', headers: { 'x-synaptis-signature': signature } }, answer);
}

const commissionVisit = (eventId: string, facts: Facts) =>
  visit(facts, { headers: { 'webhook-id': eventId } });

/** Everything as it should be; a test changes what it is about. */
function goodEvidence(): ConnectorEvidence {
  const names = [...DESTINATIONS.map(({ name }) => name), CRM, HOT_LEADS, COMMISSIONS];
  const attempts = (name: string) => (name === 'Telegram' ? [REFUSED] : []);
  const seen = visit(leadFacts(LEAD));
  return {
    visits: new Map([
      ...DESTINATIONS.map(({ name }): [string, Visit[]] => [name, [seen]]),
      ['Telegram', [visit(leadFacts(LEAD), {}, TOO_MANY), seen]],
      [CRM, [contactVisit('t=1,v1=a', DOWN), contactVisit('t=2,v1=b')]],
      [HOT_LEADS, [visit({ lead_id: 'lead_tx_93', state: 'TX', score: 93 })]],
      [
        COMMISSIONS,
        [
          commissionVisit('evt_ann', { lead_id: 'lead_ann', commission: 360 }),
          commissionVisit('evt_bob', { lead_id: 'lead_bob', commission: 430 }),
        ],
      ],
    ]),
    webhookIds: new Map(names.map((name) => [name, `wh_${name}`])),
    forged: new Map(names.map((name) => [name, { kind: 'refused', problem: 'does not match' }])),
    gallery: told(
      'evt_zoe',
      DESTINATIONS.map(({ name }) => delivery(name, { attempts: attempts(name) })),
    ),
    contact: told('evt_contact', [delivery(CRM)]),
    scored: [
      { ...told('evt_a', [delivery(HOT_LEADS)]), matches: true },
      { ...told('evt_b', []), matches: false },
      { ...told('evt_c', []), matches: false },
    ],
    previews: new Map(DESTINATIONS.map(({ name }) => [name, previewed()])),
    contactPreview: previewed('PUT', { 'x-synaptis-signature': 't=0,v1=sample' }),
    failingPreview: FAILED,
    mendedPreview: previewed(),
    held: {
      delivery: delivery(COMMISSIONS, { parked_reason: 'mapping_failed', parked_detail: DETAIL }),
      visits: 0,
    },
    mended: told('evt_bob', [delivery(COMMISSIONS)]),
    unharmed: told('evt_ann', [delivery(COMMISSIONS)]),
  };
}

const failedChecks = (evidence: ConnectorEvidence) =>
  judge(evidence)
    .filter(({ isTrue }) => !isTrue)
    .map(({ name }) => name);

function withVisits(name: string, ...visits: Visit[]): ConnectorEvidence {
  const evidence = goodEvidence();
  evidence.visits.set(name, visits);
  return evidence;
}

describe('the checks of formats, mappings and filters', () => {
  it('finds nothing to complain about when everything happened', () => {
    expect(failedChecks(goodEvidence())).toEqual([]);
  });

  it('believes nothing when nothing happened', () => {
    expect(judge(emptyConnectorEvidence()).filter(({ isTrue }) => isTrue)).toEqual([]);
  });

  it.each(DESTINATIONS.map(({ name, format }) => [name, format]))(
    'notices what %s misread',
    (name, format) => {
      const evidence = goodEvidence();
      const misread = visit({ ...leadFacts(LEAD), phone: '' });
      evidence.visits.set(name, [...evidence.visits.get(name)!, misread]);
      expect(failedChecks(evidence)).toEqual([`${name} (${format}) reads the lead`]);
    },
  );

  it('notices a delivery that the platform holds for failed', () => {
    const evidence = goodEvidence();
    evidence.gallery.log[0] = delivery('own server', { status: 'failed' });
    expect(failedChecks(evidence)).toEqual(['own server (synaptis) reads the lead']);
  });

  it('notices a receiver that takes a forged body', () => {
    const evidence = goodEvidence();
    evidence.forged.set('partner', { kind: 'read', facts: {} });
    expect(failedChecks(evidence)).toEqual(['Whoever can verify refuses another id in the body']);
  });

  it.each([
    ['is not tried again', [visit(leadFacts(LEAD), {}, TOO_MANY)]],
    [
      'is tried with other bytes',
      [visit(leadFacts(LEAD), {}, TOO_MANY), visit(leadFacts(LEAD), { body: '' })],
    ],
  ])('notices that a 200 with an error %s', (_, visits) => {
    expect(failedChecks(withVisits('Telegram', ...visits))).toContain(
      "Telegram's 200 with an error is tried again, same bytes",
    );
  });

  it.each([
    [
      'other bytes',
      { ...contactVisit('t=2,v1=b'), request: { ...contactVisit('t=2,v1=b').request, body: '' } },
    ],
    ['the signature of the first', contactVisit('t=1,v1=a')],
  ])('notices a second attempt with %s', (_, second) => {
    const evidence = withVisits(CRM, contactVisit('t=1,v1=a', DOWN), second);
    expect(failedChecks(evidence)).toContain('After its 503 it gets the same bytes, signed anew');
  });

  it('notices a lead that the filter should have kept away', () => {
    const evidence = goodEvidence();
    evidence.scored[1] = { ...told('evt_b', [delivery(HOT_LEADS)]), matches: false };
    expect(failedChecks(evidence)).toEqual(['The others make no delivery at all']);
  });

  it.each([
    ['a request was sent', { visits: 1 }],
    [
      'it points elsewhere',
      { delivery: delivery('x', { parked_reason: 'mapping_failed', parked_detail: '' }) },
    ],
    ['it waits for another reason', { delivery: delivery('x', { parked_detail: DETAIL }) }],
  ])('notices of the held delivery that %s', (_, parts) => {
    const evidence = goodEvidence();
    evidence.held = { ...evidence.held!, ...parts };
    expect(failedChecks(evidence)).toContain('What cannot be mapped is held, and nothing is sent');
  });

  it('notices a mended delivery that does not arrive', () => {
    const evidence = withVisits(
      COMMISSIONS,
      commissionVisit('evt_ann', { lead_id: 'lead_ann', commission: 360 }),
    );
    expect(failedChecks(evidence)).toContain('A PATCH that mends the mapping lets it go');
  });

  it.each([
    ['another body', { ...previewed().request!, body: '{ }' }],
    ['another method', { ...previewed().request!, method: 'PUT' }],
    ['another address', { ...previewed().request!, url: 'https://example.com/?a=b' }],
    ['a header that was not sent', previewed('POST', { 'ce-id': 'evt_1' }).request!],
    ['a signature where there is none', previewed('POST', { 'webhook-signature': 'v1,' }).request!],
  ])('notices a preview with %s', (_, request) => {
    const evidence = goodEvidence();
    evidence.previews.set('Slack', { ...previewed(), request });
    expect(failedChecks(evidence)).toEqual(['Previews of each format are what arrived, byte for byte']);
  });

  it.each([
    ['of a mapping', { contactPreview: previewed() }, 'So is that of the mapping, tried before it was saved'],
    ['of a failure', { failingPreview: previewed() }, 'The preview of what fails says the same sentence'],
    ['of a mended mapping', { mendedPreview: FAILED }, 'The preview of what mends it is what was then sent'],
    ['of a filter', { scored: [] }, 'Previews tell which leads the filter wants'],
  ])('notices a preview %s that shows something else', (_, parts, name) => {
    expect(failedChecks({ ...goodEvidence(), ...parts })).toContain(name);
  });
});
