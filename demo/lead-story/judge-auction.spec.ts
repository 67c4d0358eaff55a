import { type ReceivedDelivery } from '../receiving/start-receiver';
import { judgeLeadEvidence } from './judge-auction';
import { type Lead, type TimelineEntry } from './lead-api';
import { emptyLeadEvidence, type LeadEvidence } from './lead-evidence';
import { type PartyName } from './parties';

let lastEvent = 0;

function told(type: string, data: object, headers: Record<string, string> = {}): ReceivedDelivery {
  lastEvent += 1;
  return {
    headers,
    body: JSON.stringify({ id: `evt_${lastEvent}`, type, data }),
    receivedAt: new Date('2026-01-15T10:30:00.000Z'),
    verification: { documented: null, standard: null },
    answer: 200,
  };
}

const distributed = (id: string) => told('lead.distributed', { lead_id: id });

function lead(id: string, parts: Partial<Lead> = {}): Lead {
  return {
    id,
    status: 'accepted',
    phone: '+15125552001',
    eligible: true,
    ineligible_reason: null,
    stage: 'verifying',
    ...parts,
  };
}

function held(id: string, reason: string): Lead {
  return lead(id, { eligible: false, ineligible_reason: reason, stage: 'held' });
}

const TIMELINE: TimelineEntry[] = [
  'submitted',
  'call_requested',
  'delivery',
  'delivery',
  'verified',
  'distributed',
  'delivery',
  'crm_activity',
  'delivery',
].map((type) => ({ at: '2026-01-15T10:30:00.000Z', type, title: `${type} was delivered` }));

/** Everything as it should be; a test changes what it is about. */
function goodEvidence(): LeadEvidence {
  const answer = { ok: true, lead_id: 'portal', orchestrator_action: 'call_initiated' as const };
  const bidRequest = { ...told('bid.requested', { ping_id: 'ping' }), headers: { 'webhook-id': 'ping' } };
  return {
    keyPrefix: 'l2i_',
    form: lead('form'),
    portal: { status: 200, body: { ...answer, orchestrator_reason: null } },
    forged: { status: 401, body: {} },
    crm: { status: 200, body: { ok: true, stored: true, lead_id: 'portal' } },
    again: lead('form', { status: 'duplicate' }),
    withoutConsent: held('unasked', 'no_consent'),
    suppressed: held('blocked', 'suppressed'),
    ping: { id: 'ping', status: 'won', winner: { buyer_id: 'buyer-globex', price: 42.5 }, bids: [] },
    post: { buyer_id: 'buyer-globex', lead: lead('posted') },
    timeline: TIMELINE,
    received: new Map<PartyName, ReceivedDelivery[]>([
      ['acme', [distributed('form'), distributed('portal')]],
      ['globex', [told('bid.won', { ping_id: 'ping' }), distributed('posted')]],
      ['dialler', [told('lead.call_requested', { lead_id: 'portal' })]],
      [
        'office',
        [told('lead.submitted', { lead_id: 'form' }), told('lead.crm_updated', { lead_id: 'portal' })],
      ],
    ]),
    bidRequests: new Map<PartyName, ReceivedDelivery[]>([
      ['acme', [bidRequest]],
      ['globex', [bidRequest]],
    ]),
  };
}

function failedChecks(evidence: LeadEvidence): string[] {
  return judgeLeadEvidence(evidence)
    .filter(({ isTrue }) => !isTrue)
    .map(({ name }) => name);
}

function withMore(name: PartyName, delivery: ReceivedDelivery): LeadEvidence {
  const evidence = goodEvidence();
  evidence.received.set(name, [...evidence.received.get(name)!, delivery]);
  return evidence;
}

describe('judgeLeadEvidence', () => {
  it('finds nothing to complain about when everything happened', () => {
    expect(failedChecks(goodEvidence())).toEqual([]);
  });

  it('believes nothing when nothing happened', () => {
    expect(judgeLeadEvidence(emptyLeadEvidence()).filter(({ isTrue }) => isTrue)).toEqual([]);
  });

  it('counts an event that is delivered twice once', () => {
    const evidence = goodEvidence();
    const [first] = evidence.received.get('acme')!;
    evidence.received.set('acme', [...evidence.received.get('acme')!, first!]);
    expect(failedChecks(evidence)).toEqual([]);
  });

  it('notices a lead that two buyers got', () => {
    expect(failedChecks(withMore('globex', distributed('form')))).toEqual([
      "Door 1: the form's lead reached a buyer",
    ]);
  });

  it.each([
    ['unasked', 'A lead without consent is stored and held back'],
    ['blocked', 'So is one whose number is suppressed'],
  ])('notices that the lead %s was sold', (id, name) => {
    expect(failedChecks(withMore('acme', distributed(id)))).toEqual([name]);
  });

  it('notices a call for a lead that did not ask for one', () => {
    const evidence = withMore('dialler', told('lead.call_requested', { lead_id: 'form' }));
    expect(failedChecks(evidence)).toEqual(['The dialler was asked to call that lead only']);
  });

  it('notices a forged body that was let in', () => {
    const evidence = { ...goodEvidence(), forged: { status: 200, body: {} } };
    expect(failedChecks(evidence)).toEqual(['Door 2 refuses a body changed on its way']);
  });

  it('notices a loser who is told of the winning bid', () => {
    const evidence = withMore('acme', told('bid.won', { ping_id: 'ping' }));
    expect(failedChecks(evidence)).toEqual(['The higher bid won, and its bidder alone was told']);
  });

  it('notices a delivery that does not verify', () => {
    const forged = { ...distributed('x'), verification: { documented: 'no', standard: null } };
    expect(failedChecks(withMore('acme', forged))).toEqual([
      'Every delivery and bid request verifies, both ways',
    ]);
  });

  it('notices a timeline with a gap', () => {
    const timeline = TIMELINE.filter(({ type }) => type !== 'verified');
    expect(failedChecks({ ...goodEvidence(), timeline })).toEqual([
      'The timeline tells all of it, deliveries included',
    ]);
  });
});
