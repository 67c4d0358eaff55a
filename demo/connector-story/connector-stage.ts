import { type ChapterScene } from '../story/scene';
import { untilSo } from '../story/until-so';
import { type ConnectorApi, type NewConnector } from './connector-api';
import { type ConnectorEvidence, hasEnded, type Told } from './connector-evidence';
import { type Manners, StandIn } from './stand-in';
import { visitLines } from './visit-lines';

/** What every chapter of the story needs. */
export interface ConnectorStage extends ChapterScene {
  evidence: ConnectorEvidence;
}

export interface Registration extends Manners {
  name: string;
  /** The headers worth showing. */
  shows: readonly string[];
  webhook: Omit<NewConnector, 'url'>;
}

export interface Registered {
  standIn: StandIn;
  webhookId: string;
}

/** Starts a receiver and registers its webhook. */
export async function register(
  stage: ConnectorStage,
  api: ConnectorApi,
  registration: Registration,
): Promise<Registered> {
  const { name, shows, webhook } = registration;
  const standIn = await StandIn.start(registration, (visit) => {
    const afterMs = performance.now() - stage.begunMs;
    stage.screen.print(...visitLines({ name, shows, visit, afterMs }, stage.screen.paint));
  });
  stage.cleanup.defer(() => standIn.close());
  stage.evidence.visits.set(name, standIn.visits);
  const { events, ...fields } = webhook;
  const { id, secret } = await api.createWebhook({ ...fields, events: events as string[], url: standIn.url });
  stage.evidence.webhookIds.set(name, id);
  standIn.keys = { secret, jwksUrl: api.jwksUrl(id) };
  return { standIn, webhookId: id };
}

/** Reads the log until every delivery of the event has ended. */
export function untilEnded(stage: ConnectorStage, api: ConnectorApi, told: Told): Promise<void> {
  return untilSo(stage, 'the ends of its deliveries', async () => {
    if (told.event) told.log = await api.readLog({ event_id: told.event.id });
    return hasEnded(told);
  });
}
