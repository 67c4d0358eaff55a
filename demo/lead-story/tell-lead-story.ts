import { openPlatform } from '../story/open-stage';
import { beginChapter } from '../story/scene';
import { untilSo } from '../story/until-so';
import { OwnerApi } from './lead-api';
import { type Account, type LeadStage } from './lead-stage';
import { setUpAccount } from './set-up-account';
import { tellAuction } from './tell-auction';
import { tellCrmNews, tellFormLead, tellOthers, tellPortalLead } from './tell-doors';
import { timelineTable } from './timeline-table';

/** Chapters, the one of the checks not counted. */
export const CHAPTERS = 8;

/**
 * Leads through every door, to verified deliveries. Where something does not happen in time it goes on: the checks
 * at the end say what is missing.
 *
 * @throws what the platform or its API fail with, and the signal's reason
 */
export async function tellLeadStory(stage: LeadStage): Promise<void> {
  beginChapter(stage, 1, 'Start the platform');
  const owner = new OwnerApi(await openPlatform(stage));
  beginChapter(stage, 2, 'Two buyers, a dialler and an office; keys and secrets for the doors');
  const account = await setUpAccount(stage, owner);
  beginChapter(stage, 3, 'Door 1: a web form sends a lead to POST /v1/leads');
  await tellFormLead(stage, account);
  beginChapter(stage, 4, 'Door 2: a portal pushes a signed lead to POST /api/webhooks/lead');
  await tellPortalLead(stage, account);
  beginChapter(stage, 5, 'Door 3: the CRM tells news of it to POST /webhooks/crm/lead');
  await tellCrmNews(stage, account);
  beginChapter(stage, 6, 'Leads that go to nobody');
  await tellOthers(stage, account);
  beginChapter(stage, 7, 'Ping and post: two buyers bid for a lead');
  await tellAuction(stage, account);
  beginChapter(stage, 8, "The timeline of the portal's lead");
  await tellTimeline(stage, account);
}

async function tellTimeline(stage: LeadStage, { leads }: Account): Promise<void> {
  const { evidence, screen } = stage;
  const leadId = evidence.portal?.body.lead_id ?? '';
  await untilSo(stage, 'the ends of its deliveries', async () => {
    evidence.timeline = await leads.readTimeline(leadId);
    return evidence.timeline.every(
      ({ type, title }) => type !== 'delivery' || title.includes('was delivered'),
    );
  });
  screen.print(...timelineTable(evidence.timeline, screen.paint));
}
