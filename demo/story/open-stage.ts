import { type ReceivedDelivery } from '../receiving/start-receiver';
import { isVerified } from '../receiving/verify-delivery';
import { renderTable } from '../terminal/render-table';
import { Actor } from './actor';
import { arrivalLine } from './arrival-line';
import { CAST, type CastMember, PLATFORM_SCHEDULE_SECONDS } from './cast';
import { seconds } from './describe-attempts';
import { outcomeOf } from './outcome-of';
import { type ApiAccess } from './call-api';
import { type PlatformApi } from './platform-api';
import { type Scene } from './scene';
import { type Stage } from './stage';
import { startTemporaryPlatform } from './temporary-platform';

/** Starts the platform and comes back with its address and the key of the first start. */
export async function openPlatform({ screen, signal, cleanup }: Scene): Promise<ApiAccess> {
  const startedMs = performance.now();
  screen.progress('starting PostgreSQL, API and worker');
  const { url, createdKey } = await startTemporaryPlatform(cleanup);
  screen.endProgress();
  signal.throwIfAborted();
  if (createdKey === null) throw new Error('The first start of the platform made no API key.');
  const took = seconds(performance.now() - startedMs);
  screen.print(`${screen.paint.cyan(url)}, with a database and queue of its own, ready after ${took} s`);
  return { url, key: createdKey, signal };
}

/** Starts the receivers and registers a webhook for each; the secrets are those the platform made. */
export async function registerCast(stage: Stage, api: PlatformApi): Promise<void> {
  for (const member of CAST) {
    const actor = await Actor.start(member, (delivery) => announce(stage, member, delivery));
    stage.cleanup.defer(() => actor.close());
    const webhook = await api.createWebhook({
      url: actor.url,
      events: member.events,
      description: member.name,
      ...(member.retryScheduleSeconds && { retry_schedule_seconds: member.retryScheduleSeconds }),
    });
    actor.secret = webhook.secret;
    stage.actors.set(member.name, actor);
    stage.evidence.nameOfWebhook.set(webhook.id, member.name);
    stage.evidence.received.set(member.name, actor.received);
  }
  const rows = CAST.map((member) => [
    member.name,
    member.events.join(', '),
    scheduleText(member),
    member.manner,
  ]);
  stage.screen.print(...renderTable(['WEBHOOK', 'EVENTS', 'RETRIES AFTER', 'ITS RECEIVER'], rows));
}

function scheduleText({ retryScheduleSeconds }: CastMember): string {
  return (retryScheduleSeconds ?? PLATFORM_SCHEDULE_SECONDS).map((wait) => `${wait} s`).join(', ');
}

function announce(
  { screen, evidence, publishedMs }: Stage,
  { name }: CastMember,
  delivery: ReceivedDelivery,
) {
  const afterMs = performance.now() - publishedMs;
  const isOutcome = name === 'outcomes' && isVerified(delivery.verification);
  const about = isOutcome ? outcomeOf(delivery, evidence.nameOfWebhook).about : '';
  screen.print(arrivalLine({ at: name, delivery, afterMs, about }, screen.paint));
}
