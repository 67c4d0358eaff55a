import { CAST, type CastName, LEAD_RECEIVERS, PLATFORM_SCHEDULE_SECONDS } from '../story/cast';
import { describeAttempts, resultOf, waitsMs } from '../story/describe-attempts';
import { deliveryTo, type Evidence } from '../story/evidence';
import { type Check } from './check';

/** Attempts are logged in whole milliseconds, start and duration rounded apart. */
const ROUNDING_MS = 2;
/** A busy machine may be late, but not as late as this. */
const LATEST_MS = 3_000;

/** That every receiver got the event the way it was to, and when. */
export function judgeDeliveries(evidence: Evidence): Check[] {
  return [
    judgeFanOut(evidence),
    judgeAttempts(evidence, { name: 'good', says: 'gets it at once', results: '200' }),
    judgeAttempts(evidence, { name: 'flaky', says: 'gets it at the third attempt', results: '500 503 200' }),
    judgeAttempts(evidence, { name: 'dead', says: 'has failed in the end', results: 'reset reset reset' }),
    judgeWaits(evidence),
    judgeReplay(evidence),
    judgeLog(evidence),
  ];
}

function judgeFanOut({ published, logBeforeReplay, nameOfWebhook }: Evidence): Check {
  const names: string[] = logBeforeReplay.map(({ webhook_id: id }) => nameOfWebhook.get(id) ?? 'unknown');
  const isTrue = published?.deliveries === 3 && names.toSorted().join() === LEAD_RECEIVERS.toSorted().join();
  return { name: 'One publish became three deliveries', isTrue, found: `to ${names.join(', ') || 'nobody'}` };
}

interface ExpectedAttempts {
  name: CastName;
  says: string;
  results: string;
}

function judgeAttempts(evidence: Evidence, { name, says, results }: ExpectedAttempts): Check {
  const delivery = deliveryTo(name, evidence.logBeforeReplay, evidence);
  const status = results.endsWith('200') ? 'success' : 'failed';
  const isTrue = delivery?.status === status && delivery.attempts.map(resultOf).join(' ') === results;
  const found = delivery ? `${describeAttempts(delivery.attempts)}, ${delivery.status}` : 'no delivery';
  return { name: `The ${name} receiver ${says}`, isTrue, found };
}

function judgeWaits(evidence: Evidence): Check {
  const verdicts = CAST.filter(({ name }) => name === 'flaky' || name === 'dead').map((member) => {
    const attempts = deliveryTo(member.name, evidence.logBeforeReplay, evidence)?.attempts ?? [];
    const schedule = member.retryScheduleSeconds ?? PLATFORM_SCHEDULE_SECONDS;
    const lateMs = waitsMs(attempts).map((wait, index) => wait - (schedule[index] ?? Infinity) * 1000);
    return { hasWaited: lateMs.length === 2, lateMs };
  });
  const lateMs = verdicts.flatMap((verdict) => verdict.lateMs);
  const isInTime = lateMs.every((late) => late >= -ROUNDING_MS && late <= LATEST_MS);
  return {
    name: 'Retries wait as scheduled, never shorter',
    isTrue: isInTime && verdicts.every(({ hasWaited }) => hasWaited),
    found: lateMs.length === 0 ? 'no retries' : `at most ${Math.max(...lateMs)} ms late`,
  };
}

function judgeReplay(evidence: Evidence): Check {
  const delivery = deliveryTo('dead', evidence.log, evidence);
  const last = delivery?.attempts.at(-1);
  const isManualSuccess = last?.trigger === 'manual' && last.number === 4 && last.status_code === 200;
  return {
    name: 'The dead receiver, repaired, gets it by a replay',
    isTrue: delivery?.status === 'success' && isManualSuccess,
    found: last ? `attempt ${last.number}, ${last.trigger}, ${resultOf(last)}` : 'no attempt',
  };
}

function judgeLog({ log, received }: Evidence): Check {
  const logged = log.flatMap(({ attempts }) => attempts).length;
  const arrived = [...received.values()].flat().length;
  return {
    name: 'The log holds each attempt that arrived, no other',
    isTrue: logged === arrived && arrived > 0,
    found: `${logged} logged, ${arrived} arrived`,
  };
}
