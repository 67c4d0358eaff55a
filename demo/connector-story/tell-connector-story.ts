import { openPlatform } from '../story/open-stage';
import { beginChapter } from '../story/scene';
import { ConnectorApi } from './connector-api';
import { type ConnectorStage } from './connector-stage';
import { registerDestinations, tellGallery } from './tell-gallery';
import { tellFilter } from './tell-filter';
import { tellHeld } from './tell-held';
import { tellMapping } from './tell-mapping';

/** Chapters, the one of the checks not counted. */
export const CHAPTERS = 6;

/**
 * One event in many formats, a mapping, a filter and a mapping that fails. Where something does not happen in time
 * it goes on: the checks at the end say what is missing.
 *
 * @throws what the platform or its API fail with, and the signal's reason
 */
export async function tellConnectorStory(stage: ConnectorStage): Promise<void> {
  beginChapter(stage, 1, 'Start the platform');
  const api = new ConnectorApi(await openPlatform(stage));
  beginChapter(stage, 2, 'Eleven receivers, none of them written for this platform but the first');
  const standIns = await registerDestinations(stage, api);
  beginChapter(stage, 3, 'One lead, as each of them sees it');
  await tellGallery(stage, api, standIns);
  beginChapter(stage, 4, 'A mapping: PUT to an API of its own, which fails once');
  await tellMapping(stage, api);
  beginChapter(stage, 5, 'A filter: three leads, one of them wanted');
  await tellFilter(stage, api);
  beginChapter(stage, 6, 'A mapping that fails on one event');
  await tellHeld(stage, api);
}
