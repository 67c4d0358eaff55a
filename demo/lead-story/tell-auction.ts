import { renderTable } from '../terminal/render-table';
import { untilSo } from '../story/until-so';
import { toldTo } from './lead-evidence';
import { type Account, type LeadStage } from './lead-stage';
import { PING, POSTED_LEAD } from './samples';
import { untilDistributed } from './tell-doors';

/** A lead is offered without saying whose it is; who bids more is handed the rest. */
export async function tellAuction(stage: LeadStage, { leads }: Account): Promise<void> {
  const { evidence, screen } = stage;
  const ping = await leads.offer(PING);
  evidence.ping = ping;
  const rows = ping.bids.map(({ buyer_id, price, duration_ms }) => [
    buyer_id,
    String(price ?? 'no bid'),
    `${duration_ms} ms`,
    ping.winner?.buyer_id === buyer_id ? 'won' : '',
  ]);
  screen.print(`201  ${ping.id}  ${ping.status}`, ...renderTable(['BUYER', 'BID', 'ANSWERED IN', ''], rows));
  await untilSo(
    stage,
    'word at the winner',
    () => toldTo(evidence, 'globex', { type: 'bid.won', id: 'ping_id' }).length > 0,
  );
  const post = await leads.post(ping.id, POSTED_LEAD);
  evidence.post = post;
  screen.print(`201  ${post.lead.id}  for ${post.buyer_id ?? 'nobody'}`);
  await untilDistributed(stage, post.lead.id);
}
