import { NestedField, TextField } from '../../../http';
import { LeadView, toLeadView } from '../../leads';
import { type PingPost } from '../ping-post.service';

export class PostedPingView {
  @TextField({ description: 'Id of the ping', example: 'ping_01kf0k8y20f2etja3vn6y8b1ke' })
  ping_id: string;

  @TextField({
    description: 'The winner, who is handed the lead; null for a duplicate, which nobody is handed',
    example: 'buyer-acme',
    nullable: true,
  })
  buyer_id: string | null;

  @NestedField({ description: 'The lead as it is stored', of: () => LeadView })
  lead: LeadView;
}

export function toPostedPingView({ kind, ping, lead }: PingPost): PostedPingView {
  const isDuplicate = kind === 'duplicate';
  return {
    ping_id: ping.id,
    buyer_id: isDuplicate ? null : ping.winnerBuyerId,
    lead: toLeadView(lead, isDuplicate ? 'duplicate' : 'accepted'),
  };
}
