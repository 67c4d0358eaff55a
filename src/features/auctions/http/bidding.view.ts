import { TextField, TimeField } from '../../../http';
import { type RevealedBidder } from '../bidders.service';

export class BiddingView {
  @TextField({ description: 'Where bid requests are sent', example: 'https://your-server.com/bids' })
  url: string;

  @TextField({
    description: 'Signs every bid request',
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwqf1b3VYw8kE=',
  })
  secret: string;

  @TimeField({ description: 'Since when the buyer bids' })
  created: string;

  @TimeField({ description: 'When this was set last' })
  updated: string;
}

export function toBiddingView({ bidder, secret }: RevealedBidder): BiddingView {
  const { url, createdAt, updatedAt } = bidder;
  return { url, secret, created: createdAt.toISOString(), updated: updatedAt.toISOString() };
}
