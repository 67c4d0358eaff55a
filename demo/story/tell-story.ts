import { verifyDelivery } from '../receiving/verify-delivery';
import { describeWaiting } from './describe-waiting';
import { logTable } from './log-table';
import { deliveryTo } from './evidence';
import { openPlatform, registerCast } from './open-stage';
import { distinctOutcomes } from './outcome-of';
import { PlatformApi } from './platform-api';
import { printHeading } from './scene';
import { actor, type Stage } from './stage';
import { waitUntil } from './wait-until';

const LIMIT_MS = 15_000;

/**
 * The whole demonstration. Where something does not happen in time it goes on: the checks at the end say what
 * is missing.
 *
 * @throws what the platform or its API fail with, and the signal's reason
 */
export async function tellStory(stage: Stage): Promise<void> {
  const { screen } = stage;
  printHeading(stage, 1, 'Start the platform');
  const api = new PlatformApi(await openPlatform(stage));
  printHeading(stage, 2, 'Register four webhooks');
  await registerCast(stage, api);
  printHeading(stage, 3, 'Publish one lead.verified event');
  await publish(stage, api);
  printHeading(stage, 4, 'The delivery log');
  const { evidence } = stage;
  evidence.logBeforeReplay = await api.readLog({ event_id: evidence.published?.id ?? '' });
  screen.print(...logTable(evidence.logBeforeReplay, evidence.nameOfWebhook, screen.paint));
  printHeading(stage, 5, 'Repair the dead receiver and replay its delivery');
  await replay(stage, api);
  printHeading(stage, 6, 'The delivery log at the end, outcome events included');
  evidence.log = await api.readLog();
  screen.print(...logTable(evidence.log, evidence.nameOfWebhook, screen.paint));
  evidence.tampered = tamper(stage);
}

async function publish(stage: Stage, api: PlatformApi): Promise<void> {
  const { evidence, screen } = stage;
  stage.publishedMs = performance.now();
  const data = { lead_id: 'lead_456def', verification_status: 'passed', quality_score: 92 };
  const event = await api.publish('lead.verified', data);
  evidence.published = event;
  screen.print(`${event.id}, stored with ${event.deliveries} deliveries`);
  await untilEnded(stage, api, 3);
}

async function replay(stage: Stage, api: PlatformApi): Promise<void> {
  const { evidence, screen } = stage;
  const delivery = deliveryTo('dead', evidence.logBeforeReplay, evidence);
  if (delivery?.status !== 'failed') return screen.print('It has not failed: there is nothing to replay.');
  actor(stage, 'dead').isRepaired = true;
  await api.replay(delivery.id);
  await untilEnded(stage, api, 4);
}

/** Waits until no delivery is pending and so many outcomes have been told. */
async function untilEnded(stage: Stage, api: PlatformApi, outcomes: number): Promise<void> {
  const { screen, signal, evidence } = stage;
  const { received } = actor(stage, 'outcomes');
  const condition = async () => {
    const deliveries = await api.listDeliveries();
    screen.progress(describeWaiting(deliveries, evidence.nameOfWebhook, Date.now()));
    const isTold = distinctOutcomes(received, evidence.nameOfWebhook).length >= outcomes;
    return isTold && deliveries.every(({ status }) => status !== 'pending');
  };
  const hasEnded = await waitUntil({ condition, signal, limitMs: LIMIT_MS });
  screen.endProgress();
  if (!hasEnded) screen.print(screen.paint.red(`Waited ${LIMIT_MS / 1000} s for the rest, in vain.`));
}

/** What verifying says when one character of a delivery is changed on its way. */
function tamper(stage: Stage) {
  const { received, secret } = actor(stage, 'good');
  const [delivery] = received;
  if (!delivery) return null;
  const body = delivery.body.replace('"passed"', '"Passed"');
  return verifyDelivery({ headers: delivery.headers, body }, secret);
}
