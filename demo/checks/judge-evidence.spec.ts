import { type CastName } from '../story/cast';
import { type Evidence } from '../story/evidence';
import { type Attempt, type LoggedDelivery } from '../story/platform-api';
import { type ReceivedDelivery } from '../receiving/start-receiver';
import { judgeEvidence } from './judge-evidence';

const START = Date.parse('2026-01-15T10:30:00.000Z');
const VERIFIED = { documented: null, standard: null };

function attempts(results: (number | 'reset')[], startsMs: number[]): Attempt[] {
  return results.map((result, index) => ({
    number: index + 1,
    trigger: index === 3 ? 'manual' : 'automatic',
    started_at: new Date(START + startsMs[index]!).toISOString(),
    duration_ms: 10,
    status_code: result === 'reset' ? null : result,
    error: result === 'reset' ? { code: 'CONNECTION_RESET' } : null,
  }));
}

function logged(name: CastName, parts: Partial<LoggedDelivery>): LoggedDelivery {
  return {
    id: `dlv_${name}`,
    event_id: 'evt_lead',
    event_type: 'lead.verified',
    webhook_id: `wh_${name}`,
    status: 'success',
    attempt_count: 1,
    next_attempt_at: null,
    attempts: attempts([200], [0]),
    ...parts,
  };
}

function received(eventId: string, data: object = {}, type = 'lead.verified'): ReceivedDelivery {
  return {
    headers: { 'webhook-id': eventId },
    body: JSON.stringify({ id: eventId, type, data }),
    receivedAt: new Date(START),
    verification: VERIFIED,
    answer: 200,
  };
}

function outcome(name: CastName, type: 'success' | 'failed', attemptCount: number): ReceivedDelivery {
  const data = { webhook_id: `wh_${name}`, event_type: 'lead.verified', attempts: attemptCount };
  return received(`evt_${name}_${type}`, data, `delivery.${type}`);
}

/** Everything as it should be; a test changes what it is about. */
function goodEvidence(): Evidence {
  const good = logged('good', {});
  const flaky = logged('flaky', { attempts: attempts([500, 503, 200], [0, 1010, 2020]) });
  const deadWaits = [0, 1010, 3020, 3100];
  const dead = logged('dead', {
    status: 'failed',
    attempts: attempts(['reset', 'reset', 'reset'], deadWaits),
  });
  const replayed = logged('dead', { attempts: attempts(['reset', 'reset', 'reset', 200], deadWaits) });
  const told = [1, 2, 3, 4].map(() => logged('outcomes', { event_type: 'delivery.success' }));
  const leads = (count: number) => Array.from({ length: count }, () => received('evt_lead'));
  return {
    published: { id: 'evt_lead', deliveries: 3 },
    nameOfWebhook: new Map([
      ['wh_good', 'good'],
      ['wh_flaky', 'flaky'],
      ['wh_dead', 'dead'],
      ['wh_outcomes', 'outcomes'],
    ]),
    received: new Map([
      ['good', leads(1)],
      ['flaky', leads(3)],
      ['dead', leads(4)],
      [
        'outcomes',
        [
          outcome('good', 'success', 1),
          outcome('flaky', 'success', 3),
          outcome('dead', 'failed', 3),
          outcome('dead', 'success', 4),
        ],
      ],
    ]),
    logBeforeReplay: [good, flaky, dead],
    log: [good, flaky, replayed, ...told],
    tampered: { documented: 'does not match', standard: 'does not match' },
  };
}

function failedChecks(evidence: Evidence): string[] {
  return judgeEvidence(evidence)
    .filter(({ isTrue }) => !isTrue)
    .map(({ name }) => name);
}

function replaceIn(evidence: Evidence, name: CastName, deliveries: ReceivedDelivery[]): Evidence {
  return { ...evidence, received: new Map([...evidence.received, [name, deliveries]]) };
}

describe('judgeEvidence', () => {
  it('finds nothing to complain about when everything happened', () => {
    expect(failedChecks(goodEvidence())).toEqual([]);
  });

  it('believes nothing when nothing happened', () => {
    const nothing: Evidence = {
      published: null,
      nameOfWebhook: new Map(),
      received: new Map(),
      logBeforeReplay: [],
      log: [],
      tampered: null,
    };
    expect(judgeEvidence(nothing).filter(({ isTrue }) => isTrue)).toEqual([]);
  });

  it('notices a receiver that was left out', () => {
    const { logBeforeReplay, ...evidence } = goodEvidence();
    expect(failedChecks({ ...evidence, logBeforeReplay: logBeforeReplay.slice(1) })).toEqual([
      'One publish became three deliveries',
      'The good receiver gets it at once',
    ]);
  });

  it('notices a retry that comes too early', () => {
    const evidence = goodEvidence();
    const flaky = logged('flaky', { attempts: attempts([500, 503, 200], [0, 1010, 2010]) });
    const log = evidence.logBeforeReplay.with(1, flaky);
    expect(failedChecks({ ...evidence, logBeforeReplay: log })).toEqual([
      'Retries wait as scheduled, never shorter',
    ]);
  });

  it('notices a replay that did not succeed', () => {
    const evidence = goodEvidence();
    const failedAgain = logged('dead', {
      status: 'failed',
      attempts: attempts(['reset', 'reset', 'reset', 500], [0, 1010, 3020, 3100]),
    });
    expect(failedChecks({ ...evidence, log: evidence.log.with(2, failedAgain) })).toEqual([
      'The dead receiver, repaired, gets it by a replay',
    ]);
  });

  it('notices an attempt that is missing in the log', () => {
    const evidence = goodEvidence();
    const more = [...evidence.received.get('good')!, received('evt_lead')];
    expect(failedChecks(replaceIn(evidence, 'good', more))).toEqual([
      'The log holds each attempt that arrived, no other',
    ]);
  });

  it('notices an attempt with another body', () => {
    const evidence = replaceIn(goodEvidence(), 'good', [received('evt_lead', { changed: true })]);
    expect(failedChecks(evidence)).toEqual(['Every attempt carries the same id and bytes']);
  });

  it('notices an outcome that was told wrong', () => {
    const evidence = goodEvidence();
    const outcomes = [...evidence.received.get('outcomes')!].with(2, outcome('dead', 'failed', 2));
    expect(failedChecks(replaceIn(evidence, 'outcomes', outcomes))).toEqual([
      'Outcome events tell how each delivery ended',
    ]);
  });

  it('notices outcome events about outcome events', () => {
    const evidence = goodEvidence();
    const log = [...evidence.log, logged('outcomes', { event_type: 'delivery.success', attempts: [] })];
    expect(failedChecks({ ...evidence, log })).toEqual(['Outcome events cause no outcome events']);
  });

  it('does not count a delivery that only one way of verifying accepts', () => {
    const refused = { ...received('evt_lead'), verification: { documented: null, standard: 'no match' } };
    expect(failedChecks(replaceIn(goodEvidence(), 'good', [refused]))).toEqual([
      'Signatures verify with standardwebhooks',
    ]);
  });

  it('notices a verifier that accepts everything', () => {
    const evidence = { ...goodEvidence(), tampered: { documented: null, standard: 'no match' } };
    expect(failedChecks(evidence)).toEqual(['Both refuse a body with one changed character']);
  });
});
