import { randomBytes } from 'node:crypto';
import { type ReceivedDelivery } from '../receiving/start-receiver';
import { arrivalLine } from '../story/arrival-line';
import { renderTable } from '../terminal/render-table';
import { Inbox } from './inbox';
import { LeadApi, type OwnerApi } from './lead-api';
import { type Account, type LeadStage } from './lead-stage';
import { PARTIES, type Party } from './parties';
import { SUPPRESSED_PHONE } from './samples';

/** Registers everybody and opens the doors: from here on leads may come. */
export async function setUpAccount(stage: LeadStage, owner: OwnerApi): Promise<Account> {
  for (const party of PARTIES) await register(stage, owner, party);
  const rows = PARTIES.map(({ name, events, role }) => [name, events.join(', '), role]);
  stage.screen.print(...renderTable(['RECEIVER', 'ITS WEBHOOK GETS', 'WHO IT IS'], rows));
  const key = await owner.createLeadsKey();
  stage.evidence.keyPrefix = key.slice(0, 4);
  const [signingSecret, crmSecret] = [newSecret(), newSecret()];
  const { user_id: userId } = await owner.signStreamsynq(signingSecret);
  await owner.openToCrm(crmSecret);
  await owner.suppress(SUPPRESSED_PHONE);
  return { owner, leads: new LeadApi({ ...owner.access, key }), userId, signingSecret, crmSecret };
}

async function register(stage: LeadStage, owner: OwnerApi, party: Party): Promise<void> {
  const { name, events, buyer } = party;
  if (buyer) await owner.createBuyer(buyer.id, name, buyer.targeting);
  const inbox = await openInbox(stage, party);
  const webhook = { url: inbox.url, events, ...(buyer && { buyer_id: buyer.id }) };
  inbox.secret = (await owner.createWebhook(webhook)).secret;
  stage.inboxes.set(name, inbox);
  stage.evidence.received.set(name, inbox.received);
  if (!buyer) return;
  const bidding = await openInbox(stage, party, JSON.stringify({ bid: buyer.bid }));
  bidding.secret = (await owner.letBid(buyer.id, bidding.url)).secret;
  stage.evidence.bidRequests.set(name, bidding.received);
}

async function openInbox(stage: LeadStage, { name }: Party, answerText?: string): Promise<Inbox> {
  const inbox = await Inbox.start({
    onDelivery: (delivery) => announce(stage, name, delivery),
    ...(answerText !== undefined && { answerText }),
  });
  stage.cleanup.defer(() => inbox.close());
  return inbox;
}

function announce({ screen, begunMs }: LeadStage, at: string, delivery: ReceivedDelivery): void {
  const afterMs = performance.now() - begunMs;
  screen.print(arrivalLine({ at, delivery, afterMs, about: '' }, screen.paint));
}

function newSecret(): string {
  return randomBytes(32).toString('hex');
}
