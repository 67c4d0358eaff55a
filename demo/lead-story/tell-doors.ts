import { renderTable } from '../terminal/render-table';
import { untilSo } from '../story/until-so';
import { toldTo } from './lead-evidence';
import { type Lead, type LeadApi } from './lead-api';
import { type Account, type LeadStage } from './lead-stage';
import { pushLead, signBody, tellNews } from './other-systems';
import { CRM_NEWS, FORM_LEAD, LEAD_WITHOUT_CONSENT, PORTAL_LEAD_TEXT, SUPPRESSED_LEAD } from './samples';

export async function tellFormLead(stage: LeadStage, { leads }: Account): Promise<void> {
  const lead = await leads.send(FORM_LEAD);
  stage.evidence.form = lead;
  stage.screen.print(`201  ${lead.id}  ${lead.status}  phone ${lead.phone}`);
  await untilDistributed(stage, lead.id);
}

/** Twice: as it was signed, and before that with one word changed on its way. */
export async function tellPortalLead(
  stage: LeadStage,
  { leads, userId, signingSecret }: Account,
): Promise<void> {
  const { evidence, screen } = stage;
  const signature = signBody(PORTAL_LEAD_TEXT, signingSecret);
  const forgedText = PORTAL_LEAD_TEXT.replace('"buyer"', '"seller"');
  evidence.forged = await pushLead(leads.access, { userId, text: forgedText, signature });
  screen.print(`${evidence.forged.status}  a word of the body was changed after signing`);
  evidence.portal = await pushLead(leads.access, { userId, text: PORTAL_LEAD_TEXT, signature });
  const { lead_id: leadId, orchestrator_action: action } = evidence.portal.body;
  screen.print(`${evidence.portal.status}  ${leadId}  ${action}`);
  await untilDistributed(stage, leadId);
  await untilSo(
    stage,
    'the call',
    () => toldTo(evidence, 'dialler', { type: 'lead.call_requested' }).length > 0,
  );
}

export async function tellCrmNews(stage: LeadStage, { leads, crmSecret }: Account): Promise<void> {
  const { evidence, screen } = stage;
  const leadId = evidence.portal?.body.lead_id ?? '';
  await leads.nameInCrm(leadId, CRM_NEWS.crm_lead_id);
  evidence.crm = await tellNews(leads.access, CRM_NEWS, crmSecret);
  screen.print(`${evidence.crm.status}  ${JSON.stringify(evidence.crm.body)}`);
  await untilSo(stage, 'the news', () => toldTo(evidence, 'office', { type: 'lead.crm_updated' }).length > 0);
}

/** Those who are stored or known, and sold to nobody. */
export async function tellOthers(stage: LeadStage, { leads }: Account): Promise<void> {
  const { evidence, screen } = stage;
  evidence.again = await leads.send(FORM_LEAD);
  evidence.withoutConsent = await sendAndSettle(stage, leads, LEAD_WITHOUT_CONSENT);
  evidence.suppressed = await sendAndSettle(stage, leads, SUPPRESSED_LEAD);
  const rows = [
    ['the same number again', ...rowOf(evidence.again)],
    ['without consent', ...rowOf(evidence.withoutConsent)],
    ['a suppressed number', ...rowOf(evidence.suppressed)],
  ];
  screen.print(...renderTable(['WHAT WAS SENT', 'ANSWER', 'LEAD', 'STAGE', 'WHY'], rows));
}

function rowOf({ status, id, stage, ineligible_reason: reason }: Lead): string[] {
  return [status, id, stage, reason ?? ''];
}

/** @returns the lead when its way has ended, as far as one waits for it */
async function sendAndSettle(stage: LeadStage, leads: LeadApi, draft: object): Promise<Lead> {
  let lead = await leads.send(draft);
  await untilSo(stage, 'the end of its way', async () => {
    lead = { ...(await leads.get(lead.id)), status: lead.status };
    return lead.stage !== 'verifying' && lead.stage !== 'distributing';
  });
  return lead;
}

/** Waits until a buyer's receiver was told of the lead. */
export async function untilDistributed(stage: LeadStage, leadId: string): Promise<void> {
  const isTold = () =>
    (['acme', 'globex'] as const).some((name) =>
      toldTo(stage.evidence, name, { type: 'lead.distributed' }).includes(leadId),
    );
  await untilSo(stage, 'the delivery at a buyer', isTold);
}
