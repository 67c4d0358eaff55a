import { MAX_URL_LENGTH } from '../../../core/net';
import { AcceptedBy, TextField } from '../../../http';
import { secretFault, urlFault } from '../../webhooks';

export class PutBiddingDto {
  @TextField({
    description: 'Where bid requests are sent: absolute, http or https, no user name or password',
    example: 'https://your-server.com/bids',
    format: 'uri',
    maxLength: MAX_URL_LENGTH,
  })
  @AcceptedBy(urlFault)
  url: string;

  @TextField({
    description:
      'Your own signing secret: `whsec_` and the base64 of 24 to 64 bytes. Left out, the one there is stays, ' +
      'or one is made',
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    optional: true,
    maxLength: 100,
  })
  @AcceptedBy(secretFault)
  secret?: string;
}
